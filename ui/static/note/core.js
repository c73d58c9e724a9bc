// The note and its sources. This file: what is shown, how it is drawn, how the server is asked.
// `props.work` comes from the server: `html` is escaped there; all other text is set as text here.
const slot = element.querySelector('.tb-slot');
const page = window.tracebrief ||= { secret: '', online: true };
const note = slot.dataset.note, main = note === 'brief';
let work = {}, view = 'note';

const make = (tag, attributes = {}, text) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
};
const tool = (act, label, text, more = {}) => make('button', { type: 'button', class: 'tb-tool', 'data-act': act, ...(label ? { 'aria-label': label } : {}), ...more }, text);
const find = (selector) => slot.querySelector(selector);
const all = (selector) => [...slot.querySelectorAll(selector)];
const lineOf = (id) => (work.lines || []).find((one) => one.id === id);
const itemOf = (id) => find(`#l${(work.lines || []).findIndex((one) => one.id === id) + 1}`);

const live = make('p', { class: 'tb-unseen', role: 'status' });
slot.after(live);
const bar = make('div', { class: 'tb-bar', role: 'toolbar', 'aria-label': 'The note' });
const said = make('p', { class: 'tb-message', role: 'status', dir: 'auto' });
const top = make('div', { class: 'tb-top' });
const flow = make('div', { class: 'tb-views' });
const aside = make('aside', { class: 'sources', 'aria-label': 'Sources' });

// What was done is told for a while, on a narrow screen at its foot, wherever one reads; what failed stays.
const NARROW = matchMedia('(max-width: 61.99rem)'), TOLD = 5000;
let told = 0;
function say(text, bad) {
  clearTimeout(told);
  if (text && !bad) told = setTimeout(() => say(''), TOLD);
  said.textContent = text || '';
  said.className = `tb-message ${bad ? 'tb-error' : 'tb-done'}`;
  said.setAttribute('role', bad ? 'alert' : 'status');
}

if (main) page.stayed = () => say('What you changed is in no file yet. “Save as”, then “Project” keeps all of it; or tick “Keep my work on this machine”.', true);

let moved = '';  // what became of an open edit when the note was drawn anew
function sayDrawn(text, bad) {
  say(`${text || ''} ${moved}`.trim(), bad);
  moved = '';
}

// Ask the server; undefined where it is gone, an answer with `error` where it refuses.
async function ask(what, data = {}) {
  const busy = setTimeout(() => bar.classList.add('tb-busy'), 200);
  let answer;
  try { answer = await server[what]({ secret: page.secret, name: note, ...data }); } catch { answer = undefined; }
  clearTimeout(busy);
  bar.classList.remove('tb-busy');
  if (!answer) page.failed?.();
  return answer;
}

// Whether an answer holds a note on other sources than the one that shows.
const contents = (one) => (one.sources || []).map((source) => source.sha).join();
const another = (answer) => contents(answer) !== contents(work);

let queue = Promise.resolve(true);
let refused = '';  // why the server refused the last order
// Orders are done one after the other; true where all of them were.
function order(...orders) {
  queue = queue.then(async () => {
    const answer = await ask('work_on', { orders });
    refused = answer?.error || '';
    if (!answer) { say('Not done: the server does not answer. Nothing is lost.', true); return false; }
    if (answer.html !== undefined) {
      const fresh = another(answer), pile = answer.pile !== work.pile;
      work = answer;
      page.unsaved = true;
      draw(fresh);
      if (pile && main) page.changed?.('files');
      if (main) document.querySelectorAll('.tb-writes .tb-status .tb-done').forEach((one) => { one.hidden = true; });
      tellOthers('line');
    }
    sayDrawn(answer.error || answer.said, Boolean(answer.error));
    return !answer.error;
  });
  return queue;
}

// Two tabs of one session: what is done in one shows in the other.
const others = main && window.BroadcastChannel ? new BroadcastChannel('tracebrief') : null;
const tellOthers = (what) => { if (page.secret) others?.postMessage({ secret: page.secret, what }); };
if (others) {
  others.onmessage = async (event) => {
    const { secret, what } = event.data;
    if (secret !== page.secret || !page.secret) return;
    if (what !== 'line') page.changed?.(what);  // files, and what the note was written with
    const answer = what === 'files' ? undefined : await ask('note');
    if (!answer || answer.html === undefined || JSON.stringify(answer) === JSON.stringify({ ...work, edits: undefined })) return;
    const fresh = what === 'note' || another(answer);
    work = answer;
    draw(fresh);
    sayDrawn('Changed in another tab.');
  };
}

// Another note than the one that stands there, one written anew or brought back, starts at its title.
function draw(fresh = false) {
  const there = Boolean(work.html);
  const here = document.activeElement === document.body || slot.contains(document.activeElement);
  const kept = remember(), place = there && main ? placeBefore() : null;
  if (fresh) begin(kept);
  if (place) resumeAt(place);
  if (main) { page.noteShown?.(there); drawFigures(); }
  if (!there) { slot.replaceChildren(); from = null; hideTip(); return; }
  page.hold?.();
  const root = redrawn();
  if (!slot.contains(top)) { top.append(bar, said); slot.replaceChildren(top, flow); }
  hideTip();
  root.classList.toggle('tb-open', document.body.classList.contains('tb-sheet'));  // what is read stays open
  number();
  all('.lines .cites').forEach(foldCites);
  all('.note .list > li').forEach((item, at) => {  // the list of sources opens them
    const name = item.querySelector('.name'), open = make('a', { class: 'name', href: `#source-${at + 1}` });
    open.append(...name.childNodes);
    name.replaceWith(open);
  });
  if (work.made) made(root.querySelector('.note footer'));
  drawBar();
  (work.lines || []).forEach((entry, at) => reasons(entry, itemOf(entry.id)));
  if (work.tools) (work.lines || []).forEach((entry, at) => decorate(entry, at + 1, work.lines.length));
  if (work.tools) offer();
  all('a.cite[title]').forEach((cite) => { cite.dataset.quote = cite.title; cite.removeAttribute('title'); });
  drawSource();
  drawOffer();
  drawViews(root);
  leadAgain();
  panes().forEach((pane) => { pane.tabIndex = 0; });
  if (main) { drawRail(); problems(); }
  recall(kept, fresh);
  if (place) scrollAs(place);
  if (again && here && !document.activeElement.closest('.tb-edit')) backToTool();  // nor out of a form that was opened meanwhile
  page.disable?.();
  fit();
}

// The note is put in the place of the one before; the sources stay, with what is read, marked and selected there.
function redrawn() {
  const drawn = make('template'), before = flow.querySelector('.tracebrief');
  drawn.innerHTML = work.html;
  const fresh = drawn.content.querySelector('.tracebrief');
  if (before) {
    for (const one of [...before.childNodes]) if (one !== aside) one.remove();
    before.prepend(...fresh.childNodes);
    return before;
  }
  fresh.append(aside);
  flow.replaceChildren(fresh);
  return fresh;
}

// How the note was made, in words; the signature, which other programs read, one press further.
let madeOpen = false;
function made(foot) {
  const facts = [...foot.children], box = make('div', { class: 'tb-made' });
  const exact = make('p', { class: 'tb-exact' });
  exact.append(...facts.slice(1));
  exact.hidden = true;
  box.append(make('p', { dir: 'auto' }, work.made), tool('exact', '', 'The same in signs, for other programs', { 'aria-expanded': 'false' }), exact);
  box.hidden = !madeOpen;
  foot.append(tool('made', '', 'How this note was made', { 'aria-expanded': String(madeOpen) }), box);
}

// Where very many passages say the same, the first stand there and the others on request.
const SHOWN = 8;
function foldCites(cites) {
  const rest = [...cites.querySelectorAll('a.cite')].slice(SHOWN);
  if (rest.length < 3) return;
  rest.forEach((cite) => { cite.hidden = true; });
  cites.append(tool('all-cites', `Show ${rest.length} more citations`, `+${rest.length}`, { class: 'tb-tool tb-compare' }));
}
function unfoldCites(cites) {
  cites.querySelectorAll('a.cite').forEach((cite) => { cite.hidden = false; });
  cites.querySelector('[data-act=all-cites]')?.remove();
}

// The panes end where the screen does, whatever stands above them.
function fit() {
  const above = flow.getBoundingClientRect().top + scrollY;
  if (above > 0) flow.style.setProperty('--tb-above', `${Math.round(above)}px`);
}
const around = new ResizeObserver(fit);
around.observe(top);
for (const one of element.closest('.column')?.children || []) if (!one.contains(element)) around.observe(one);

const panes = () => all('.note, .sources');

// What a drawing must not lose: places of scrolling, open details, edits that are not finished.
function remember() {
  return {
    title: find('.title')?.textContent,
    scrolled: panes().map((pane) => pane.scrollTop),
    open: find('.note details')?.open,
    edits: openEdits(),
    focus: document.activeElement?.closest?.('.tb-edit') ? [document.activeElement.selectionStart, document.activeElement.selectionEnd] : null,
  };
}
// Nothing of the note before is open any more, and its sources are not those of this one.
function begin(kept) {
  madeOpen = false;
  picked = '';
  lastProblem = -1;
  opened = shownOf = windowed = from = lit = null;
  painted = '';
  texts.clear();
  aside.scrollTop = 0;
  if (kept.title !== undefined && slot.getBoundingClientRect().top < 0) slot.scrollIntoView({ block: 'start' });
}
function recall(kept, fresh) {
  if (fresh) panes().forEach((pane) => { if (!pane.matches('.sources')) pane.scrollTop = 0; });
  else if (kept.title !== undefined) {
    panes().forEach((pane, at) => { pane.scrollTop = kept.scrolled[at] || 0; });
    const details = find('.note details');
    if (details && kept.open) details.open = true;
  }
  for (const one of [...kept.edits, ...(kept.title === undefined ? drafts() : [])]) reopen(one, kept.focus);
}

// Where one was outlives a reload of the tab: the view, the source that is open, what is marked, how far each is read.
const PLACE = 'tracebrief-place';
const reading = () => find('.note:not([hidden])');
let behind = null;  // the place of before a reload, whose source is still to come
if (main) {
  addEventListener('pagehide', () => {
    const now = { secret: page.secret, view, sha: sourceOf(opened)?.sha, lit, note: reading()?.scrollTop, source: aside.scrollTop, page: scrollY, sheet: document.body.classList.contains('tb-sheet') };
    try { if (work.html) sessionStorage.setItem(PLACE, JSON.stringify(now)); else sessionStorage.removeItem(PLACE); } catch { /* kept nowhere */ }
  });
}
function placeBefore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) || 'null');
    sessionStorage.removeItem(PLACE);
    return kept?.secret === page.secret ? kept : null;
  } catch { return null; }
}
function resumeAt(place) {
  const source = (work.sources || []).find((one) => one.sha === place.sha);
  view = place.view;
  if (!source) return;
  opened = shownOf = source.id;
  lit = place.lit;
  behind = place;
}
function scrollAs(place) {
  reading().scrollTop = place.note;
  scrollTo(0, place.page);
  if (place.sheet) beside(true);
}

// What could not be kept stands above the note, until a later state takes its place.
function problems() {
  const box = document.querySelector('.tb-centre .tb-problems');
  if (!box || !work.told) return;
  box.hidden = !work.told.length;  // a step that was taken back may come again
  const more = box.querySelector('summary b'), items = [...box.querySelectorAll('li')];
  items.forEach((item, at) => { item.hidden = at >= work.told.length; });  // what was last told is over
  if (more) more.textContent = work.told.length > 1 ? `and ${work.told.length - 1} more` : '';
}
