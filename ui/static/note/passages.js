// From a marker to its passage and back; the sources, each shown when it is opened.
const LARGE = 300000, NEAR = 30000;
const texts = new Map();
let opened = null, windowed = null, passages = {};
let from = null, led = null;  // the marker that led to the source; its line and passage
let lit = null;  // the passage that is marked
let painted = '';  // what of which source stands there

const sourceOf = (id) => (work.sources || []).find((one) => one.id === id);
const citeOf = (number) => (work.cites || [])[number - 1];
// A passage as the note that shows now has it, maybe under another number.
const sameCite = (one) => (work.cites || []).find((each) => each.source === one.source && each.start === one.start && each.end === one.end);
// A passage backs a line, only comes nearest to one that nothing supports, or is left out.
const backs = (one) => one.lines.length > 0 && !one.near;
const kindOf = (one) => (one.near ? 'near' : one.lines.length ? '' : 'left');
// Offsets of the server count code points.
const points = (text) => (/[\ud800-\udbff]/.test(text) ? [...text] : text);
const slice = (text, start, end) => (typeof text === 'string' ? text.slice(start, end) : text.slice(start, end).join(''));
const lengthOf = (text) => [...text].length;

function number() {
  passages = {};
  for (const one of work.cites || []) (passages[one.source] ||= []).push(one);
  for (const id of [...texts.keys()]) if (sourceOf(id)?.sha !== texts.get(id).sha) texts.delete(id);
  if (!sourceOf(opened)) opened = ((work.cites || [])[0] || (work.sources || [])[0] || {}).source || (work.sources || [])[0]?.id || null;
}

// The text of a source, asked for once, whoever waits for it.
const coming = new Map();
async function textOf(id) {
  const source = sourceOf(id);
  if (!source) return null;
  if (texts.has(id)) return texts.get(id);
  if (!source.there) return null;
  const key = `${id} ${source.sha}`;
  if (!coming.has(key)) coming.set(key, ask('source', { id }).finally(() => coming.delete(key)));
  const answer = await coming.get(key);
  if (texts.get(id)?.sha === source.sha) return texts.get(id);
  if (!answer || answer.error) { if (answer) say(answer.error, true); return null; }
  if (sourceOf(id)?.sha !== source.sha) return null;  // another note has come meanwhile
  const got = { ...answer, sha: source.sha, points: points(answer.text) };
  texts.set(id, got);
  return got;
}

function drawSource() {
  const known = texts.get(opened);
  if (known) return paint(known);
  const source = sourceOf(opened);
  if (!source) { aside.replaceChildren(make('p', { class: 'quiet' }, 'No source is cited.')); return undefined; }
  if (!source.there) return excerpts(source);
  head(source, null);
  return textOf(opened).then((got) => { if (got && got.id === opened) paint(got); });
}

function head(source, got) {
  const section = make('section', { class: 'source', id: `source-${(work.sources || []).indexOf(source) + 1}` });
  const top = make('header');
  const box = make('div');
  const here = passages[source.id] || [], mine = here.length, cited = here.filter(backs).length, nearest = here.filter((one) => one.near).length;
  const title = make('h3');
  title.append(make('bdi', {}, source.title));
  const facts = make('p', { class: 'quiet' });
  const told = [...source.facts, ...(mine > 1 || !source.told ? [] : [source.told])].sort((a, b) => (a === source.name) - (b === source.name));  // what may be cut comes last; how much is cited is told beside the arrows
  facts.append(...told.map((fact) => { const span = make('span', { class: 'fact' }); span.append(make('bdi', {}, fact)); return span; }));
  box.append(title, facts);
  const tools = make('div', { class: 'tb-source-tools' });
  if (mine > 1) {
    const back = tool('passage-back', 'Previous cited passage', '↑', { title: 'Previous passage' }), next = tool('passage-next', 'Next cited passage', '↓', { title: 'Next passage' });
    const step = make('span', { class: 'tb-step tb-quiet', title: 'Highlighted: it backs a line. Dotted frame: nearest to a line that nothing supports. Underlined: left out of the note.' });
    if (cited) step.append(make('span', { class: 'tb-of-cited' }, `${cited} cited`));
    if (nearest) step.append(cited ? ', ' : '', make('span', { class: 'tb-of-near' }, `${nearest} nearest`));
    if (mine > cited + nearest) step.append(cited + nearest ? ', ' : '', make('span', { class: 'tb-of-left' }, `${mine - cited - nearest} left out`));
    tools.append(back, step, next);
  }
  if (got?.pages) tools.append(tool('as-page', 'As page: as the PDF looks', 'As page', { 'aria-pressed': 'false' }));
  if (got?.outline.length > 1) {
    const outline = make('select', { class: 'tb-outline', 'aria-label': 'Go to' });
    outline.append(make('option', { value: '' }, 'Go to …'), ...got.outline.map(([start, text]) => make('option', { value: start }, text)));
    tools.append(outline);
  }
  tools.append(tool('close-source', 'Close the source', 'Close', { 'data-sheet': '' }));
  top.append(make('span', { class: 'id' }, source.id), box, tools);
  if (got && mine) top.append(coverage(got));
  section.append(top);
  aside.replaceChildren(section);
  painted = '';
  return section;
}

// Where in the source the cited passages stand, as a bar.
function coverage(got) {
  const strip = make('div', { class: 'tb-coverage', 'aria-hidden': 'true' }), length = got.points.length || 1;
  for (const one of passages[got.id] || []) {
    const tick = make('i', { class: kindOf(one) });
    tick.style.insetInlineStart = `${(100 * one.start) / length}%`;
    tick.dataset.number = one.number;
    tick.style.width = `${Math.max(0.6, (100 * (one.end - one.start)) / length)}%`;
    strip.append(tick);
  }
  return strip;
}

function paint(got) {
  const source = sourceOf(got.id), large = got.points.length > LARGE;
  if (large && (!windowed || windowed.id !== got.id)) {
    const first = (passages[got.id] || [])[0]?.start || 0;
    windowed = { id: got.id, start: Math.max(0, first - NEAR), end: Math.min(got.points.length, first + NEAR) };
  }
  const [start, end] = large ? [windowed.start, windowed.end] : [0, got.points.length];
  const now = JSON.stringify([source, passages[got.id], start, end]);
  if (now === painted) return;
  const held = aside.contains(document.activeElement), chosen = selection(), figure = find(`.tb-page[data-source="${CSS.escape(got.id)}"]`);
  const section = head(source, got);
  if (start > 0) section.append(tool('text-before', '', 'Show the text before', { class: 'tb-tool tb-more-text' }));
  if (got.head.length) section.append(mailHead(got.head));
  const text = make('div', { class: 'text', dir: 'auto', lang: got.language, 'data-start': start, 'data-source': got.id });
  pieces(text, got, start, end);
  section.append(text);
  if (windowed?.id !== got.id) first(got);
  if (end < got.points.length) section.append(tool('text-behind', '', 'Show the text behind', { class: 'tb-tool tb-more-text' }));
  painted = now;
  resume(got, held, chosen, figure);
  if (behind?.sha === source.sha) { aside.scrollTop = behind.source; behind = null; }
}

// What was marked, selected and shown as a page in a source that is painted anew is so again.
function resume(got, held, chosen, figure) {
  if (figure) { find('.source .text').before(figure); find('[data-act=as-page]')?.setAttribute('aria-pressed', 'true'); }
  const one = lit && lit.source === got.id && sameCite(lit);
  if (one) mark(one);
  const range = chosen?.source === got.id && rangeOf(chosen.start, chosen.end);
  if (held) (find('mark.on') || focusable(find('.source'))).focus({ preventScroll: true });
  if (!range) return;
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (main) placeOffer();
}
const focusable = (part) => { part.tabIndex = -1; return part; };

// A source that nobody has opened yet shows its first passage, not how it begins.
let shownOf = null;
function first(got) {
  const cited = inOrder().find((one) => one.lines.length), mark = cited && find(`#c${cited.number}`);
  if (!shownOf && mark && aside.scrollHeight > aside.clientHeight + 1) {
    const box = aside.getBoundingClientRect();
    aside.scrollTop += mark.getBoundingClientRect().top - box.top - box.height / 3;
  }
  shownOf = got.id;
}

function mailHead(entries) {
  const list = make('dl', { class: 'tb-mail' });
  for (const [label, value] of entries) list.append(make('dt', {}, label), make('dd', { dir: 'auto' }, value));
  return list;
}

// The signs of Markdown are there, since offsets count them, but do not show.
const SIGNS = /(\*\*)([^*\n]{1,300})(\*\*)|(\[)([^\]\n]{1,300})(\]\([^)\s]{1,500}\))/g;
function written(into, text, markdown) {
  let at = 0;
  for (const hit of markdown ? text.matchAll(SIGNS) : []) {
    const bold = hit[1] !== undefined;
    into.append(text.slice(at, hit.index), make('span', { class: 'tb-sign' }, hit[1] ?? hit[4]), bold ? make('b', {}, hit[2]) : hit[5], make('span', { class: 'tb-sign' }, hit[3] ?? hit[6]));
    at = hit.index + hit[0].length;
  }
  into.append(text.slice(at));
}

// Text cut wherever a passage begins or ends; no character is lost or doubled.
function pieces(box, got, start, end) {
  const mine = (passages[got.id] || []).filter((one) => one.start < end && start < one.end);
  const dim = got.asides.filter(([a, b]) => a < end && start < b);
  const heads = got.headings.filter(([a, b]) => a < end && start < b);
  const cuts = new Set([start, end]);
  const signs = new Map();
  for (const [a, b] of heads) {
    cuts.add(Math.max(start, a));
    cuts.add(Math.min(end, b));
    const sign = got.markdown && a >= start && /^ {0,3}(#{1,6})[ \t]+/.exec(slice(got.points, a, Math.min(b, a + 20)));
    if (sign) { signs.set(a, [a + sign[0].length, sign[1].length]); cuts.add(Math.min(end, a + sign[0].length)); }
  }
  for (const one of mine) { cuts.add(Math.max(start, one.start)); cuts.add(Math.min(end, one.end)); }
  for (const [a, b] of dim) { cuts.add(Math.max(start, a)); cuts.add(Math.min(end, b)); }
  const ordered = [...cuts].sort((a, b) => a - b), begun = new Set();
  for (let at = 0; at + 1 < ordered.length; at += 1) {
    const [a, b] = [ordered[at], ordered[at + 1]];
    const covers = mine.filter((one) => one.start <= a && b <= one.end).sort((x, y) => x.start - y.start || y.end - x.end);
    let into = box;
    if (dim.some(([x, y]) => x <= a && b <= y)) { const span = make('span', { class: 'tb-aside' }); into.append(span); into = span; }
    const heading = heads.find(([x, y]) => x <= a && b <= y), sign = heading && signs.get(heading[0]);
    if (heading) { const span = make('span', { class: `tb-heading${sign?.[1] === 1 ? ' tb-first' : ''}` }); into.append(span); into = span; }
    if (sign && b <= sign[0]) { const span = make('span', { class: 'tb-sign' }); into.append(span); into = span; }
    for (const one of covers) {
      const mark = make('mark', { class: `c${one.number} ${kindOf(one)}`.trim(), ...(begun.has(one.number) ? {} : { id: `c${one.number}`, tabindex: '-1' }) });
      begun.add(one.number);
      into.append(mark);
      into = mark;
    }
    written(into, slice(got.points, a, b), got.markdown);
    for (const one of covers.filter((each) => each.end === b)) {
      for (const anchor of one.anchors.slice(0, 1)) box.append(make('a', { class: 'back', href: `#${anchor}`, 'aria-label': `Back from citation ${one.number} to the note`, 'data-number': one.number }));
    }
  }
}

// A page of a PDF as it looks, with the passage marked where its place is known.
const ZOOMS = [1, 1.5, 2, 3, 4, 6];  // times the width of the pane
let zoom = 1;
async function asPage(wanted) {
  const old = find('.tb-page'), button = find('[data-act=as-page]');
  button.setAttribute('aria-pressed', String(Boolean(wanted) || !old));
  if (old && !wanted) return old.remove();
  const lit = all('mark.on')[0], number = lit ? Number([...lit.classList].find((name) => /^c\d+$/.test(name)).slice(1)) : 0;
  const one = wanted || citeOf(number) || (passages[opened] || [])[0], id = opened;
  const answer = await ask('pdf_page', { id, page: one?.page || 1, quote: one?.excerpt[1] || '' });
  if (!answer || answer.error) { button.setAttribute('aria-pressed', 'false'); return say(answer?.error || 'The server does not answer.', true); }
  if (opened !== id || !find('.source .text') || (wanted && !marksOf(wanted.number)[0]?.classList.contains('on'))) return undefined;
  const figure = make('figure', { class: 'tb-page', tabindex: '-1', 'data-source': id }), sheet = make('div');
  const zooms = make('div', { class: 'tb-zoom tb-quiet' });
  zooms.append(tool('smaller', '', 'Smaller'), make('span', { class: 'tb-at', role: 'status' }), tool('larger', '', 'Larger'));
  figure.append(zooms, make('div', { class: 'tb-view-of', tabindex: '0', role: 'region', 'aria-label': 'The page' }));
  figure.dataset.page = one?.page || 1;
  figure.lastChild.append(sheet);
  sheet.append(make('img', { alt: `Page ${one?.page || 1} of ${sourceOf(id)?.title || id}; its text stands below`, src: `data:image/png;base64,${answer.image}` }));
  for (const [left, top, right, bottom] of answer.boxes) {
    const box = make('i');
    box.style.cssText = `left:${left * 100}%;top:${top * 100}%;width:${(right - left) * 100}%;height:${(bottom - top) * 100}%`;
    sheet.append(box);
  }
  if (!old) zoom = 1;
  find('.tb-page')?.remove();
  find('.source .text').before(figure);
  magnify(figure);
  if (!document.activeElement?.closest('.tb-edit')) figure.focus({ preventScroll: true });
  await figure.querySelector('img').decode().catch(() => {});
  place(figure.querySelector('i') || figure);
  return undefined;
}
// A page of small print larger, what is marked still in sight; it is drawn finer where it would be coarse.
function enlarge(by) {
  const figure = find('.tb-page'), at = figure.querySelector('i') || figure, view = figure.querySelector('.tb-view-of');
  zoom = ZOOMS[ZOOMS.indexOf(zoom) + by] || zoom;
  magnify(figure);
  view.scrollLeft += at.getBoundingClientRect().left - view.getBoundingClientRect().left - 20;
  place(at);
}
async function magnify(figure) {
  const sheet = figure.querySelector('.tb-view-of > div'), image = figure.querySelector('img'), wanted = ZOOMS.indexOf(zoom);
  sheet.style.width = `${100 * zoom}%`;
  figure.querySelector('.tb-at').textContent = `${100 * zoom} %`;
  figure.querySelector('[data-act=smaller]').disabled = wanted === 0;
  figure.querySelector('[data-act=larger]').disabled = wanted === ZOOMS.length - 1;
  const width = Math.ceil(sheet.clientWidth * devicePixelRatio);
  if (zoom === 1 || width <= (Number(image.dataset.width) || image.naturalWidth)) return;
  image.dataset.width = width;
  const answer = await ask('pdf_page', { id: figure.dataset.source, page: Number(figure.dataset.page), width });
  if (answer?.image) image.src = `data:image/png;base64,${answer.image}`;
}

// Of a source whose file is not at hand: its quotes, as the note holds them.
function excerpts(source) {
  const section = head(source, null);
  section.append(make('p', { class: 'excerpts' }, 'The file is not at hand: these are its passages, as the note holds them.'));
  for (const one of passages[source.id] || []) {
    const [before, quote, behind] = one.excerpt, text = make('div', { class: 'text part', dir: 'auto' });
    text.append(before, make('mark', { class: `c${one.number}`, id: `c${one.number}`, tabindex: '-1' }, quote), behind);
    section.append(text);
  }
}

function place(target) {
  const pane = target.closest('.sources, .note');
  if (pane && pane.scrollHeight > pane.clientHeight + 1 && getComputedStyle(pane).overflowY !== 'visible') {
    const box = pane.getBoundingClientRect(), at = target.getBoundingClientRect();
    const head = pane.querySelector('.source > header')?.offsetHeight || 0;  // it stays on top
    pane.scrollTop += at.top - box.top - Math.max(box.height / 3, head + 12);
  } else target.scrollIntoView({ block: 'center' });
  const shown = target.getBoundingClientRect();
  if (shown.bottom < 0 || shown.top > innerHeight) target.scrollIntoView({ block: 'center' });
}

// Show what a marker cites: at once where the source is open or was, else when its text is there.
function show(cite) {
  const one = citeOf(Number(cite.getAttribute('href').slice(2)));
  if (!one) return;
  from = cite;
  led = { cite: one, line: work.lines[all('.lines > li').indexOf(cite.closest('.lines > li'))]?.id || '' };
  const here = () => {
    const now = sameCite(one), marker = from;  // while its text came the note may have been drawn anew
    if (!now || !marker || led.cite !== one || opened !== now.source) return;
    light(now);
    marker.setAttribute('aria-current', 'true');
    uncover(marker);
    live.textContent = `${marker.getAttribute('aria-label')}. Escape leads back.`;
  };
  if (ready(one)) return here();
  openSource(one.source, one).then(here);
}
// The marker that led to the source, in a note that is drawn anew.
function leadAgain() {
  if (!from || from.isConnected) return;
  const one = sameCite(led.cite), current = from.hasAttribute('aria-current'), own = itemOf(led.line);
  const markers = one ? all(`.note a.cite[href="#c${one.number}"]`) : [];
  from = markers.find((cite) => own?.contains(cite)) || markers[0] || null;
  if (current) from?.setAttribute('aria-current', 'true');
}
const ready = (one) => { if (one.source !== opened && texts.has(one.source)) { opened = one.source; drawSource(); } return one.source === opened && marksOf(one.number).length > 0; };
const marksOf = (number) => all(`mark.c${number}`);

async function openSource(id, one) {
  opened = id;
  const got = await textOf(id);
  if (got && one && got.points.length > LARGE) windowed = { id, start: Math.max(0, one.start - NEAR), end: Math.min(got.points.length, one.end + NEAR) };
  await drawSource();
  if (got && got.id === opened && !find('.source .text')) paint(got);
  beside(true);
}

// Show a passage beside what has the focus.
async function lookAt(one) {
  if (!ready(one)) await openSource(one.source, one);
  if (opened === one.source && sameCite(one)) point(sameCite(one));
}
function light(one) {
  beside(true);
  point(one)?.focus({ preventScroll: true });
}
// Mark a passage of the open source and bring it into view.
function point(one) {
  all('a.cite[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  mark(one);
  const first = find(`#c${one.number}`) || marksOf(one.number)[0];
  if (first && find('.tb-page')) asPage(one);  // where the page shows, it goes on to that of the passage
  else if (first) place(first);
  return first;
}
function mark(one) {
  lit = one;
  all('mark.on').forEach((other) => other.classList.remove('on'));
  marksOf(one.number).forEach((part) => part.classList.add('on'));
  const at = inOrder().findIndex((each) => each.number === one.number), count = find('.tb-step');
  if (count && at >= 0) count.textContent = `${at + 1} of ${inOrder().length}`;
}
const inOrder = () => [...(passages[opened] || [])].sort((a, b) => a.start - b.start);

// A sheet may not lie over the marker that opened it.
function uncover(cite) {
  if (getComputedStyle(aside).position !== 'fixed') return;
  const top = aside.getBoundingClientRect().top, at = cite.getBoundingClientRect();
  if (at.top < 0 || at.bottom > top - 8) scrollBy(0, at.bottom - top / 2);
}

// Where the screen is too narrow for two panes, the source lies over it as a sheet while it is read.
function beside(open) {
  flow.querySelector('.tracebrief')?.classList.toggle('tb-open', open);
  document.body.classList.toggle('tb-sheet', open);
}
function back() {
  hideTip();
  beside(false);
  if (from?.isConnected) { place(from); from.focus({ preventScroll: true }); }
}

function goTo(id) {
  if (id.startsWith('source-')) {
    const source = (work.sources || [])[Number(id.slice(7)) - 1];
    if (source) openSource(source.id).then(() => { aside.scrollTop = 0; find('.source')?.setAttribute('tabindex', '-1'); find('.source')?.focus({ preventScroll: true }); });
    return;
  }
  const target = find(`[id="${CSS.escape(id)}"]`);
  if (!target) return;
  if (target.hidden) unfoldCites(target.closest('.cites'));
  beside(!target.closest('.note'));
  place(target);
  if (!target.matches('a, button')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

// The next or previous passage of the open source.
function step(by) {
  const mine = inOrder();
  if (!mine.length) return;
  const now = mine.findIndex((one) => marksOf(one.number).some((mark) => mark.classList.contains('on')));
  const next = mine[(now + by + mine.length) % mine.length] || mine[0];
  if (ready(next)) light(next); else openSource(opened, next).then(() => light(next));
}

function widen(before) {
  const got = texts.get(opened);
  if (!windowed || !got) return;
  if (before) windowed.start = Math.max(0, windowed.start - NEAR); else windowed.end = Math.min(got.points.length, windowed.end + NEAR);
  paint(got);
}

// A quote shows when its marker is pointed at or reached by Tab.
const tip = make('div', { class: 'tb-tip', role: 'tooltip' });
tip.hidden = true;
document.body.append(tip);
let tipped = null;
function showTip(cite) {
  if (!cite.dataset.quote) return;
  tipped = cite;
  const one = citeOf(Number(cite.getAttribute('href').slice(2))), source = one && sourceOf(one.source);
  tip.replaceChildren(make('q', { dir: 'auto' }, cite.dataset.quote), make('span', { dir: 'auto' }, one ? `${one.source} · ${source?.title || ''}, ${one.where}` : ''));
  tip.hidden = false;
  placeTip();
}
function placeTip() {
  if (!tipped?.isConnected) return hideTip();
  const at = tipped.getBoundingClientRect(), own = tip.getBoundingClientRect(), line = (tipped.closest('.line') || tipped).getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(at.left, innerWidth - own.width - 8))}px`;
  const tops = [line.bottom + 6, line.top - own.height - 6, at.bottom + 6, at.top - own.height - 6];  // beside its line, or else beside it
  tip.style.top = `${tops.find((top) => top >= 0 && top + own.height + 6 <= innerHeight) ?? at.bottom + 6}px`;
}
function hideTip() { tipped = null; tip.hidden = true; }
