// What is done with the note: buttons, keys, passages that are selected.

const QUICK = new Set(['undo', 'redo', 'pin', 'drop', 'up', 'down', 'merge', 'split', 'swap', 'unwrite', 'rewrite']);

async function act(button) {
  const { act: wanted, line = '', omission } = button.dataset;
  if (wanted === 'save') return save(button.closest('.tb-edit'));
  if (wanted === 'cancel') { const box = button.closest('.tb-edit'), at = box.dataset.line; close(box); find(`.tb-tool[data-act="edit"][data-line="${CSS.escape(at)}"]`)?.focus(); return undefined; }
  if (wanted === 'more') return unfoldMore(button);
  if (wanted === 'tools') return pick(line);
  if (wanted === 'instead') return unfoldInstead(button);
  if (wanted === 'made') { madeOpen = !madeOpen; find('.tb-made').hidden = !madeOpen; return button.setAttribute('aria-expanded', String(madeOpen)); }
  if (wanted === 'exact') { const exact = find('.tb-exact'); exact.hidden = !exact.hidden; return button.setAttribute('aria-expanded', String(!exact.hidden)); }
  if (wanted === 'close-source') return back();
  if (wanted === 'passage-next') return step(1);
  if (wanted === 'passage-back') return step(-1);
  if (wanted === 'text-before') return widen(true);
  if (wanted === 'text-behind') return widen(false);
  if (button.closest('.tb-more') && !QUICK.has(wanted)) unfoldMore(button.closest('.tb-tools').querySelector('[data-act=more]'));  // its form takes its place
  if (wanted === 'edit' || wanted === 'date' || wanted === 'comment') return edit(wanted, line);
  if (wanted === 'title') return edit('title');
  if (wanted === 'head') return edit('head', line);
  if (wanted === 'heading') return edit('newhead', line);
  if (wanted === 'below') return edit('write', line);
  if (wanted === 'write') return edit('write', '');
  if (wanted === 'quote' || wanted === 'cite') return take(wanted);
  if (wanted === 'as-page') return asPage();
  if (wanted === 'larger') return enlarge(1);
  if (wanted === 'smaller') return enlarge(-1);
  if (wanted === 'all-cites') { const cites = button.closest('.cites'); unfoldCites(cites); return cites.querySelectorAll('a.cite')[SHOWN].focus(); }
  if (wanted === 'why') return whyQuoted(button);
  if (wanted === 'attempt') return edit('edit', line, lineOf(line).refused[0]);
  if (wanted === 'compare') return compare(button);
  if (wanted === 'problem') return nextProblem();
  if (wanted.startsWith('view-')) return (page.online && !(await finishEdits())) || turn(wanted.slice(5));
  if (wanted === 'copy') return copy();
  if (wanted === 'saving') return unfoldSaving(button);
  if (wanted === 'settings') return page.toSettings();
  if (wanted === 'onward') return trigger('open', { from: note });
  if (wanted === 'file') return saveFile(button.dataset.format);
  if (!QUICK.has(wanted)) return undefined;
  const item = button.closest('.lines > li');
  again = { act: wanted, line, at: item ? all('.lines > li').indexOf(item) : 0 };
  const split = wanted === 'split' && all('.tb-edit-edit').find((box) => box.dataset.line === line)?.querySelector('textarea');
  const offset = split ? [...split.value.slice(0, split.selectionStart)].length : null;
  const made = { act: wanted, line };
  if (!(await finishEdits())) return undefined;
  if (wanted === 'swap') made.omission = Number(omission);
  if (offset) made.offset = offset;
  const done = await order(made);
  if (!done && wanted === 'split' && lineOf(line)) edit('edit', line);  // one sentence: where is told there
  return done;
}

element.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]'), button = event.target.closest('.tb-tool'), tick = event.target.closest('.tb-coverage i');
  if (tick) return light(citeOf(Number(tick.dataset.number)));
  if (button) return act(button);
  if (!link) return tap(event.target);
  event.preventDefault();
  return link.matches('.cite, .tb-reason') ? show(link) : goTo(link.getAttribute('href').slice(1));
});
function tap(target) {
  const item = !HOVERS.matches && work.tools && getSelection().isCollapsed && target.closest('.line')?.closest('.lines > li');
  if (item) pick(work.lines[all('.lines > li').indexOf(item)].id);
}
element.addEventListener('dblclick', (event) => {
  if (!work.tools || event.target.closest('.tb-edit')) return;
  const line = event.target.closest('.line')?.closest('.lines > li');
  if (line) edit('edit', work.lines[all('.lines > li').indexOf(line)].id);
  else if (event.target.closest('.title')) edit('title');
});
element.addEventListener('change', (event) => {
  if (event.target.matches('.tb-outline') && event.target.value) reveal(Number(event.target.value));
});
element.addEventListener('keydown', (event) => {
  const box = event.target.closest('.tb-edit');
  if (box && event.target.matches('textarea, input')) {
    if (event.key === 'Escape') { event.stopPropagation(); const at = box.dataset.line; close(box); find(`.tb-tool[data-act="edit"][data-line="${CSS.escape(at)}"]`)?.focus(); }
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); save(box); }
    return;
  }
  if (event.key === 'Escape' && savingOpen) foldSaving(true);
  else if (event.key === 'Escape') back();
  const item = event.target.closest('.lines > li');
  if (item && work.tools && event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault();
    const entry = work.lines[all('.lines > li').indexOf(item)], wanted = event.key === 'ArrowUp' ? 'up' : 'down';
    again = { act: wanted, line: entry.id, at: 0 };
    finishEdits().then((done) => done && order({ act: wanted, line: entry.id }));
  }
});
// Undo and redo by keys, but where text is typed: there they are the field's own.
const typing = (target) => target.matches?.('textarea, select, [contenteditable], input:not([type=checkbox]):not([type=file])');
if (main) {
  document.addEventListener('keydown', (event) => {
    if (!element.isConnected || !work.tools || !(event.ctrlKey || event.metaKey) || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    if (!element.offsetParent) return;  // another tab shows
    event.preventDefault();
    order({ act: key === 'y' || event.shiftKey ? 'redo' : 'undo' });
  });
}
element.addEventListener('mouseover', (event) => { const cite = event.target.closest('a.cite'); if (cite) showTip(cite); });
element.addEventListener('mouseout', (event) => { if (event.target.closest('a.cite')) hideTip(); });
element.addEventListener('focusin', (event) => { const cite = event.target.closest('a.cite'); if (cite?.matches(':focus-visible')) showTip(cite); });
element.addEventListener('focusout', hideTip);
addEventListener('click', (event) => { if (!slot.contains(event.target)) again = null; }, true);
addEventListener('scroll', () => { if (tipped) placeTip(); }, true);

// A passage that is selected in a source can become a line, or a further citation of one.
const offered = make('div', { class: 'tb-offer', role: 'group', 'aria-label': 'The selected passage' });
let selected = null;
function selection() {
  const chosen = getSelection(), anchor = chosen.rangeCount && chosen.anchorNode, text = (anchor?.closest ? anchor : anchor?.parentElement)?.closest('.text[data-start]');
  if (!work.tools || !text || !slot.contains(text) || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0).cloneRange(), whole = document.createRange();
  whole.selectNodeContents(text);  // what lies beyond the text is no part of the passage
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) range.setStart(text, 0);
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) range.setEnd(text, text.childNodes.length);
  const before = range.cloneRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Number(text.dataset.start) + lengthOf(before.toString()), length = lengthOf(range.toString());
  return length ? { source: text.dataset.source, start, end: start + length } : null;
}
document.addEventListener('selectionchange', () => {
  if (!main || offered.contains(document.activeElement)) return;
  selected = selection();
  if (selected) placeOffer(); else offered.remove();
});
function placeOffer() {
  if (offered.isConnected) return;
  find('.source')?.append(offered);
  drawOffer();
}
function drawOffer() {
  if (!offered.isConnected) return;
  const which = make('select', { 'aria-label': 'Line to cite it for' }), chosen = offered.querySelector('select')?.value;
  which.append(...work.lines.map((entry, at) => make('option', { value: entry.id }, `line ${at + 1}: ${shortened(entry.text, 40)}`)));
  if (lineOf(chosen)) which.value = chosen;
  offered.replaceChildren(tool('quote', '', 'Add as a line'), tool('cite', '', 'Cite for'), which);
}
// With the keys alone: Shift and an arrow in a source select, by words and by sentences, from the passage that is
// marked, or from what shows of it; Enter leads to what can be done with it.
element.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('mark, .sources, .source') && (selected = selection())) {
    event.preventDefault();
    offered.querySelector('button').focus();
    return;
  }
  const granularity = { ArrowRight: 'word', ArrowLeft: 'word', ArrowDown: 'sentence', ArrowUp: 'sentence' }[event.key];
  const text = main && work.tools && event.shiftKey && granularity && event.target.closest?.('.sources')?.querySelector('.text[data-start]');
  if (!text || event.target.matches('select, input')) return;
  event.preventDefault();
  const chosen = getSelection();
  if (!text.contains(chosen.anchorNode)) chosen.collapse(...beginning(text));
  chosen.modify('extend', /Right|Down/.test(event.key) ? 'forward' : 'backward', granularity);
  live.textContent = `Selected: ${shortened(chosen.toString().replace(/\s+/g, ' '), 200)} Enter leads to what can be done with it.`;
  const end = document.createRange(), pane = aside.getBoundingClientRect();
  end.setStart(chosen.focusNode, chosen.focusOffset);
  const at = end.getBoundingClientRect();
  if (at.height && (at.bottom > pane.bottom || at.top < pane.top + pane.height / 4)) aside.scrollTop += at.top - pane.top - pane.height / 2;
});
function beginning(text) {
  const lit = text.querySelector('mark.on');
  if (lit) return [lit, 0];
  const pane = aside.getBoundingClientRect(), head = aside.querySelector('.source > header')?.offsetHeight || 0;
  const indent = parseFloat(getComputedStyle(text).paddingLeft) + 8;  // into its first letter
  const at = document.caretRangeFromPoint?.(text.getBoundingClientRect().left + indent, Math.max(text.getBoundingClientRect().top, pane.top + head) + 24);
  return at && text.contains(at.startContainer) ? [at.startContainer, at.startOffset] : [text, 0];
}
// A passage has whole words, wherever in them the pointer stood.
const WORD = 60;  // characters of the longest word that is looked for
function wholeWords({ source, start, end }) {
  const got = texts.get(source), first = Math.max(0, start - WORD);
  if (!got || !window.Intl?.Segmenter) return { source, start, end };
  const text = slice(got.points, first, end + WORD), words = new Intl.Segmenter(got.language || undefined, { granularity: 'word' }).segment(text);
  const unit = (offset) => slice(got.points, first, offset).length, point = (index) => first + lengthOf(text.slice(0, index));
  const [head, last] = [words.containing(unit(start)), words.containing(unit(end) - 1)];
  return { source, start: head?.isWordLike ? point(head.index) : start, end: last?.isWordLike ? point(last.index + last.segment.length) : end };
}
async function take(wanted) {
  selected = selection() || selected;  // what is selected now, told of or not
  if (!selected) return;
  const made = { act: wanted, ...wholeWords(selected) };
  if (wanted === 'cite') made.line = offered.querySelector('select').value;
  getSelection().removeAllRanges();
  offered.remove();
  if (await finishEdits()) order(made);
}
// Go to a place of the open source that is no cited passage.
function reveal(start, end = start + 1) {
  const got = texts.get(opened);
  if (!got) return;
  if (got.points.length > LARGE) { windowed = { id: opened, start: Math.max(0, start - NEAR), end: Math.min(got.points.length, end + NEAR) }; paint(got); }
  const range = rangeOf(start, end);
  if (!range) return;
  const at = range.getBoundingClientRect(), pane = aside.getBoundingClientRect();
  if (aside.scrollHeight > aside.clientHeight + 1) aside.scrollTop += at.top - pane.top - pane.height / 3;
  else scrollBy(0, at.top - innerHeight / 3);
  if (window.Highlight && CSS.highlights) CSS.highlights.set('tb-found', new Highlight(range));
}
// A stretch of the open source as it stands on the page; null where that part of it does not.
function rangeOf(start, end) {
  const box = find('.source .text'), range = document.createRange();
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), offset = (node, count) => [...node.data].slice(0, count).join('').length;
  let at = Number(box.dataset.start), begun = false;
  if (start < at) return null;
  for (let node; (node = walker.nextNode());) {
    const length = lengthOf(node.data);
    if (!begun && start < at + length) { range.setStart(node, offset(node, start - at)); begun = true; }
    if (begun && end <= at + length) { range.setEnd(node, offset(node, end - at)); return range; }
    at += length;
  }
  return null;
}
