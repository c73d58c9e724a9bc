// What a button says more where there is room.
const roomy = (button, more, text) => { button.replaceChildren(make('span', { class: 'tb-roomy' }, more), text); return button; };

// The bar above the note, further views of it, the rail of sources, the next problem.

function drawBar() {
  const focused = bar.contains(document.activeElement) ? document.activeElement.dataset.act : '';
  bar.replaceChildren();
  bar.hidden = Boolean(work.bare);  // a table to be read
  if (work.bare) return;
  if (work.tools) {
    const undo = tool('undo', '', 'Undo', { title: 'Ctrl+Z' }), redo = tool('redo', '', 'Redo', { title: 'Ctrl+Shift+Z' });
    undo.disabled = !work.undo;
    redo.disabled = !work.redo;
    bar.append(undo, redo, make('span', { class: 'tb-gap' }));
    for (const [name, text] of [['note', 'Note'], ['timeline', 'Timeline'], ['table', 'Evidence table']]) {
      const button = tool(`view-${name}`, '', text);
      if (name === 'table') roomy(button, 'Evidence ', 'table');
      button.setAttribute('aria-pressed', String(view === name));
      bar.append(button);
    }
    bar.append(make('span', { class: 'tb-gap' }));
  }
  const doubts = doubtful().length, open = disagreements().length;
  const next = doubts ? `problem (${doubts + open})` : open ? `dispute (${open})` : '';
  const problem = tool('problem', '', 'No line in doubt', { title: 'Lines that are not supported or in dispute, and what sources disagree on' });
  problem.disabled = !next;
  if (next) roomy(problem, 'Next ', next);
  if (work.onward) bar.append(tool('onward', '', work.onward, { class: 'tb-tool tb-main', title: 'Opens it on the tab Brief, with its files' }));
  bar.append(problem, tool('copy', '', 'Copy'));
  const saving = tool('saving', '', 'Save', { 'aria-expanded': String(Boolean(savingOpen)) });
  saving.append(make('span', { class: 'tb-roomy' }, ' as'));
  bar.append(saving);
  if (savingOpen) bar.append(savingPanel());
  if (focused) bar.querySelector(`[data-act="${focused}"]`)?.focus({ preventScroll: true });
  const root = flow.querySelector('.tracebrief');
  if (work.tools && root) {
    root.querySelector('.title').after(tool('title', '', 'Edit title', { class: 'tb-tool tb-small' }));
    root.querySelector('.note header').append(tool('settings', 'Files and settings: go there', 'Files and settings ↓', { class: 'tb-tool tb-narrow' }));  // which stand below there
    for (const section of root.querySelectorAll('.note section:has(> .lines)')) {
      const heading = section.querySelector('h3'), first = section.querySelector('.lines > li');
      const line = work.lines[all('.lines > li').indexOf(first)]?.id;
      if (heading && line) heading.after(tool('head', `Edit heading “${heading.textContent}”`, 'Edit heading', { class: 'tb-tool tb-small', 'data-line': line }));
    }
    const last = [...root.querySelectorAll('.lines')].pop(), add = make('p', { class: 'tb-add' });
    add.append(tool('write', '', '+ Write a line of your own'));
    if (last) last.after(add); else root.querySelector('.note header').after(add);
  }
}

// Lines that a reader should look at: not supported, in dispute, contradicted.
const DOUBT = '.badge:is(.partial, .unsupported, .contradicted, .refuted, .disputed)';
const doubtful = () => all('.lines > li').filter((item) => item.querySelector(DOUBT));
// A line is in doubt in every view of it; what was said before is no doubt, but is told on the axis, too.
const doubtsOf = (at, signs = DOUBT) => all(`[id="l${at}"] :is(${signs})`).flatMap((badge) => [' ', badge.cloneNode(true)]);
// The words of a line, what lacks evidence marked as in the note.
function wordsOf(entry, at) {
  const parts = [...(find(`[id="l${at}"] .line`)?.childNodes || [])], end = parts.findIndex((one) => one.matches?.('.cites, .badge'));
  if (end <= 0) return [entry.text];
  const words = parts.slice(0, end).map((one) => one.cloneNode(true)), last = words.at(-1);
  last.textContent = last.textContent.trimEnd();  // what binds a marker to its line there
  return words;
}
const shortened = (text, most) => (text.length <= most ? text : `${text.slice(0, Math.max(text.lastIndexOf(' ', most), most / 2))}…`);
// Where sources disagree and no line in dispute says so: that is to be looked at as well.
function disagreements() {
  const told = new Set(work.lines.filter((entry, at) => find(`[id="l${at + 1}"] .badge.disputed`)).flatMap((entry) => entry.disputes.map((one) => one.at)));
  return all('.note .disputes > li').filter((item, at) => !told.has(at));
}
let lastProblem = -1;
function nextProblem() {
  if (view !== 'note') turn('note');
  const items = [...doubtful(), ...disagreements()];
  if (!items.length) return;
  lastProblem = (lastProblem + 1) % items.length;
  const item = items[lastProblem];
  item.tabIndex = -1;
  beside(false);
  place(item);
  item.focus({ preventScroll: true });
  const entry = work.lines[all('.lines > li').indexOf(item)], against = item.querySelector('.tb-compare[data-act=compare]');
  if (entry?.disputes.length && against && !item.querySelector('.tb-beside')) compare(against);
  const cite = item.querySelector('a.cite'), one = !NARROW.matches && (entry ? markers(work.lines.indexOf(entry) + 1)[0] : cite && citeOf(Number(cite.getAttribute('href').slice(2))));
  if (one) lookAt(one);
  const doubt = item.querySelector(DOUBT);
  say(`${lastProblem + 1} of ${items.length}: ${!entry ? 'sources disagree' : doubt.matches('.disputed') ? `in dispute: ${doubt.textContent}` : doubt.textContent}`);
}

function turn(name) {
  foldSaving();
  view = name;
  drawViews(flow.querySelector('.tracebrief'));
  leadAgain();
  for (const button of bar.querySelectorAll('[data-act^="view-"]')) button.setAttribute('aria-pressed', String(button.dataset.act === `view-${name}`));
}

function drawViews(root) {
  root.querySelector('.tb-view')?.remove();
  root.querySelector('.note').hidden = view !== 'note';
  if (view === 'note') return;
  const made = make('div', { class: 'note tb-view', role: 'region', 'aria-label': view === 'table' ? 'Evidence table' : 'Timeline' });
  made.append(view === 'table' ? evidenceTable() : timeline());
  root.querySelector('.note').after(made);
}

const markers = (at) => (work.cites || []).filter((one) => one.lines.includes(at));
const markerOf = (one) => {
  const source = sourceOf(one.source);
  const made = make('a', { class: 'cite', href: `#c${one.number}`, 'aria-label': `${one.near ? `Nearest passage ${one.number}:` : `Citation ${one.number}: passage`} in ${source?.title || one.source}, ${one.where}` }, `[${one.number}]`);
  made.dataset.quote = one.excerpt[1];
  return made;
};

// Markers of passages that bear nothing out say so.
function nearest(entry, marked) {
  const box = make('span', { class: 'tb-near' }, `${entry.lead} `);
  box.append(...marked);
  return box;
}

// How long after another date a date is, in whole months or years: "2 years 10 months later"; "" for less than two months.
// Of what is known to the year alone only years are told.
function later(before, after) {
  const [one, other] = [before, after].map((date) => date.split('-').map(Number));
  const yearly = Math.min(one.length, other.length) < 2, early = one.length > 2 && other.length > 2 && other[2] < one[2];
  const months = 12 * (other[0] - one[0]) + (yearly ? 0 : other[1] - one[1] - early), years = Math.floor(months / 12);
  const told = [[years, 'year'], [yearly ? 0 : months % 12, 'month']].filter(([number]) => number).map(([number, noun]) => `${number} ${noun}${number === 1 ? '' : 's'}`);
  return months < 2 ? '' : `${told.join(' ')} later`;
}

const whole = (date) => `${date}-01-01`.slice(0, 10);

// Dated lines on an axis, the days in their distance; months and years without a line are folded, and told.
function timeline() {
  const dated = work.lines.map((entry, at) => ({ entry, at: at + 1 })).filter((one) => one.entry.date).sort((a, b) => (a.entry.date < b.entry.date ? -1 : 1));
  const box = make('div', {});
  box.append(make('h3', { class: 'tb-view-title' }, 'Timeline'));
  if (!dated.length) { box.append(make('p', { class: 'quiet' }, 'No line has a date. A date can be set under “More” on a line.')); return box; }
  const list = make('ol', { class: 'tb-timeline' });
  let before = null;
  for (const { entry, at } of dated) {
    const item = make('li', {}), gap = before === null ? '' : later(before, entry.date);
    const days = before === null ? 0 : Math.max(0, Date.parse(whole(entry.date)) - Date.parse(whole(before))) / 864e5;
    if (before !== null && !gap) item.style.marginBlockStart = `${(0.8 + 0.6 * Math.log10(1 + days)).toFixed(2)}rem`;
    if (gap) item.append(make('span', { class: 'tb-gone' }, gap));
    before = entry.date;
    const when = make('span', { class: 'when' }, entry.shown);
    if (entry.how) when.append(' ', make('span', { class: 'how' }, entry.how));  // how the date is known
    item.append(when);
    const text = make('p', { dir: 'auto' });
    text.append(...wordsOf(entry, at), ' ');
    const cited = markers(at), few = cited.length - SHOWN < 3 ? cited : cited.slice(0, SHOWN);
    const marked = [make('span', cited.length < 5 ? { class: 'few' } : {}), few === cited ? '' : ` +${cited.length - SHOWN}`];
    marked[0].append(...few.map(markerOf));
    const signs = doubtsOf(at, `${DOUBT}, .badge.earlier`);
    text.append(...(entry.lead ? [...signs, ' ', nearest(entry, marked)] : [...marked, ...signs]));
    item.append(text);
    list.append(item);
  }
  box.append(list);
  const without = work.lines.length - dated.length;
  if (without) box.append(make('p', { class: 'quiet' }, `${without} ${without === 1 ? 'line has' : 'lines have'} no date.`));
  return box;
}

// Lines × sources: which says what a line says, which a part of it, which something else.
const FEW = 8;
function evidence(entry, at) {
  const part = new Map(entry.parts.map((one) => [one.number, `: “${one.text}”`])), found = [];
  if (entry.verdict === 'partial') for (const { number } of markers(at)) if (!part.has(number)) part.set(number, '');  // of the rest it says nothing, or something else
  for (const cite of entry.lead ? markers(at) : []) found.push({ cite, kind: 'near', word: 'nearest', title: 'Nearest to the line, which nothing supports' });
  const others = stated(entry.disputes.flatMap((one) => one.claims.filter((claim) => !claim.own)));
  for (const cite of entry.lead ? [] : markers(at)) {
    if (others.some((one) => one.cite.number === cite.number)) continue;
    found.push(part.has(cite.number) ? { cite, kind: 'some', word: 'part', title: `Says a part of the line${part.get(cite.number)}` } : { cite, kind: '', word: '', title: '' });
  }
  for (const { cite, words } of others) found.push({ cite, kind: 'other', word: words, title: `Says otherwise: ${words}` });
  return found;
}
// Who says what else stands in the row of a line.
function inRow(badge) {
  if (badge.matches?.('.disputed')) { badge.title = badge.textContent; badge.textContent = 'in dispute'; }
  return badge;
}
function evidenceTable() {
  const told = work.lines.map((entry, at) => evidence(entry, at + 1)), heard = new Set(told.flat().map((one) => one.cite.source));
  const cited = work.sources.filter((one) => heard.has(one.id) || (work.sources.length <= FEW && !NARROW.matches)), box = make('div', {});
  box.append(make('h3', { class: 'tb-view-title' }, 'Which source supports which line'));
  const wrap = make('div', { class: 'tb-scroll', tabindex: '0', role: 'region', 'aria-label': 'Lines and sources' }), table = make('table', { class: 'tb-evidence' });
  const top = make('tr');
  top.append(make('th', { scope: 'col' }, 'Line'), ...cited.map((one) => { const cell = make('th', { scope: 'col', title: one.title }); const open = make('a', { href: `#source-${work.sources.indexOf(one) + 1}` }, one.id); cell.append(open); return cell; }));
  const headed = make('thead');
  headed.append(top);
  const body = make('tbody');
  work.lines.forEach((entry, at) => {
    const row = make('tr'), name = make('th', { scope: 'row', dir: 'auto' }, shortened(entry.text, 110));
    name.append(...doubtsOf(at + 1).map(inRow));
    row.append(name, ...cited.map((one) => {
      const cell = make('td');
      for (const { cite, kind, word, title } of told[at].filter((each) => each.cite.source === one.id)) {
        if (word) cell.append(make('span', { class: `tb-told ${kind}`, title }, word), ' ');
        cell.append(markerOf(cite));
      }
      return cell;
    }));
    body.append(row);
  });
  table.append(headed, body);
  wrap.append(table);
  box.append(wrap);
  const kinds = new Set(told.flat().map((one) => one.kind)), silent = work.sources.length - cited.length;
  const key = [kinds.has('some') && '“part”: says a part of the line', kinds.has('other') && 'in colour: what a source says instead', kinds.has('near') && '“nearest”: supports nothing, only comes nearest', silent && `${silent} further ${silent === 1 ? 'source is' : 'sources are'} cited by no line`].filter(Boolean);
  if (key.length) box.append(make('p', { class: 'tb-quiet tb-key' }, `${key.join('; ').replace(/^\p{Ll}/u, (first) => first.toUpperCase())}.`));
  return box;
}

// "20 November 2020" is "20 Nov 2020" where there is little room.
const dayOf = (date) => date.replace(/\p{L}{4,}/u, (word) => (/\d/.test(date) ? word.slice(0, 3) : word));

// How many characters of some sources are cited by lines, those that several passages share counted once.
function citedOf(sources) {
  let sum = 0;
  for (const source of sources) {
    let at = 0;
    for (const { start, end } of (passages[source.id] || []).filter(backs).sort((a, b) => a.start - b.start)) {
      sum += Math.max(0, end - Math.max(start, at));
      at = Math.max(at, end);
    }
  }
  return sum;
}

// How long the note that shows is, beside the button that writes it; of how many files, where not all can be read.
const figures = make('p', { role: 'status' });
function drawFigures() {
  const status = document.querySelector('.tb-writes .tb-status');
  if (!status) return;
  const [long, sources, more] = work.figures || [], rows = [...(rail()?.querySelectorAll('.tb-files li:not(.tb-new)') || [])];
  const whole = (work.sources || []).every((one) => rows.some((row) => isOf(one, row.dataset.path)));  // none of its files was removed
  const lost = whole ? rows.filter((row) => row.matches('.tb-unread')).length : 0, read = rows.length - lost;
  const told = read === work.sources?.length ? '' : `${sources} in `, text = long ? `${long} ${lost ? `${told}${read} of ${rows.length} files` : sources}${more}` : '';
  figures.className = 'tb-message tb-done tb-figures';
  if (!figures.isConnected) (status.parentElement.querySelector('.tb-fold') || status).before(figures);
  if (figures.textContent !== text) figures.textContent = text;
}

// The rail: the files' numbers, dates and how much of each is cited; a search in all of them.
const rail = () => document.querySelector('.tb-rail');
const isOf = (source, name) => source.file === name || source.file.startsWith(`${name}/`) || source.file.startsWith(`${name}#`);
function drawRail() {
  const box = rail();
  if (!box) return;
  for (const item of box.querySelectorAll('.tb-files li')) {
    const name = item.dataset.path, mine = (work.sources || []).filter((one) => isOf(one, name));
    const id = item.querySelector('.tb-id');
    id.replaceChildren();
    item.querySelector('.tb-facts')?.remove();
    const why = Boolean(item.querySelector('.tb-why')), unread = why || (work.problems || []).some((one) => one.startsWith(`${name}: `));
    item.classList.toggle('tb-new', Boolean(work.html) && !mine.length && !unread);
    item.classList.toggle('tb-unread', why || (Boolean(work.html) && !mine.length && unread));
    if (!mine.length) continue;
    const open = make('button', { type: 'button', class: 'tb-open-source', 'data-source': mine[0].id, 'aria-label': `Open source ${mine[0].id}` }, mine.length > 1 ? `${mine[0].id}…` : mine[0].id);
    id.append(open);
    const cited = new Set(mine.flatMap((one) => (passages[one.id] || []).filter(backs).flatMap((cite) => cite.lines))).size;
    const chars = mine.reduce((sum, one) => sum + one.chars, 0), share = Math.round((100 * citedOf(mine)) / Math.max(1, chars)) || '<1';
    const facts = make('span', { class: 'tb-facts tb-quiet' });
    facts.append(...[dayOf(mine[0].date), cited ? `${cited} ${cited === 1 ? 'line cites' : 'lines cite'} ${share} % of it` : mine.some((one) => one.differs) ? 'says otherwise' : 'not cited'].map((fact) => make('span', { class: 'fact' }, fact)));
    item.querySelector('.tb-file').append(facts);
    if (!item.querySelector('.tb-title') && mine.length === 1 && mine[0].title !== name) item.querySelector('.tb-file').prepend(make('span', { class: 'tb-title', dir: 'auto' }, mine[0].title));
  }
  for (const one of box.querySelectorAll('.tb-title')) one.title = one.textContent;
  drawFilter(box);
  drawFigures();
  drawOff(box);
  document.body.classList.toggle('tb-new-files', Boolean(box.querySelector('.tb-new')) && (work.sources || []).length > 0);
  if (!box.querySelector('.tb-search') && work.html) {
    const search = make('search', { class: 'tb-search' }), field = make('input', { type: 'search', 'aria-label': 'Search in all sources', placeholder: 'Search in all sources' });
    search.append(field, make('div', { class: 'tb-hits', role: 'status' }));
    (box.querySelector('.tb-filter') || box.querySelector('.tb-drop .tb-slot')).before(search);
    let wait;
    field.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(() => searchFor(field.value), 250); });
  }
  box.querySelector('.tb-search')?.toggleAttribute('hidden', !work.html);
}
// Files that were taken off the list and that the note still rests on: one press, and they are there again.
const off = make('p', { class: 'tb-quiet tb-off', role: 'status' });
function drawOff(box) {
  const paths = [...box.querySelectorAll('.tb-files li')].map((item) => item.dataset.path), there = (work.sources || []).filter((one) => one.there);
  const gone = paths.length ? there.filter((one) => !paths.some((path) => isOf(one, path))) : [];
  if (gone.length && work.tools) {
    const back = tool('', '', 'Put back');
    back.addEventListener('click', async () => {
      for (const { file } of gone) {
        const answer = await ask('bring_back', { file });
        if (!answer || answer.error) { say(answer?.error || 'Not done: the server does not answer.', true); break; }
      }
      page.changed('files');
    });
    off.replaceChildren(`${gone.map((one) => one.id).join(', ')} ${gone.length === 1 ? 'is' : 'are'} off the list; the note rests on ${gone.length === 1 ? 'it' : 'them'} until it is written anew. `, back);
    if (!off.isConnected) box.querySelector('.tb-drop').after(off);
  } else off.remove();
}
// Where there are many files, those whose name, title or date has the words.
const MANY = 8;
function drawFilter(box) {
  const items = [...box.querySelectorAll('.tb-files li')];
  let field = box.querySelector('.tb-filter');
  if (!field && items.length > MANY) {
    field = make('input', { type: 'search', class: 'tb-filter', 'aria-label': 'Show only files with this in their name', placeholder: 'Show only files named …' });
    box.querySelector('.tb-drop .tb-slot').before(field);
    field.addEventListener('input', () => drawFilter(box));
  }
  if (!field) return;
  field.hidden = items.length <= MANY;
  const words = field.hidden ? [] : field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items) {
    const text = `${item.dataset.path} ${item.querySelector('.tb-file').textContent}`.toLowerCase();
    item.hidden = !words.every((word) => text.includes(word));
  }
  box.querySelector('.tb-none')?.remove();
  if (items.length && items.every((item) => item.hidden)) field.after(make('p', { class: 'tb-none tb-quiet', role: 'status' }, 'No file has that in its name.'));
}
const counted = ({ found, more }) => (found.length ? `${more ? 'The first ' : ''}${found.length} ${found.length === 1 ? 'place' : 'places'}` : 'Nothing found.');
async function searchFor(words) {
  const hits = rail().querySelector('.tb-hits');
  if (words.trim().length < 2) return hits.replaceChildren();
  const answer = await ask('search', { words });
  if (!answer?.found) return undefined;
  const list = make('ol');
  for (const hit of answer.found) {
    const item = make('li'), open = make('button', { type: 'button', class: 'tb-hit', dir: 'auto' });
    const [before, found, behind] = hit.parts, cut = hit.start > before.length;  // what is cut is cut between words
    open.append(make('b', {}, `${hit.source} `), cut ? `…${before.replace(/^\S{1,20}\s+/, '')}` : before, make('mark', {}, found), `${behind.replace(/\s+\S{1,20}$/, '')}…`);
    open.addEventListener('click', async () => { await openSource(hit.source); reveal(hit.start, hit.end); });
    item.append(open);
    list.append(item);
  }
  hits.replaceChildren(make('p', { class: 'tb-quiet' }, counted(answer)), list);
  return undefined;
}
if (main) {
  document.addEventListener('click', (event) => {
    const open = event.target.closest?.('.tb-open-source');
    if (open && element.isConnected) goTo(`source-${(work.sources || []).findIndex((one) => one.id === open.dataset.source) + 1}`);
  });
  const list = () => rail()?.querySelector('.tb-drop .tb-slot');
  let watched = null;
  let paths = '';
  const seen = new MutationObserver(() => {
    seen.disconnect();
    drawRail();
    seen.observe(watched, { childList: true });
    const now = [...watched.querySelectorAll('li')].map((item) => item.dataset.path).join('\n');
    if (now !== paths) tellOthers('files');
    paths = now;
  });
  const begin = () => { if (list() && list() !== watched) { watched = list(); seen.observe(watched, { childList: true }); } };
  begin();
  setTimeout(begin, 500);
}
