// The note and its sources: markers lead to passages, lines can be revised. All text is set as text.
// `props.value` is escaped HTML from the server; `props.lines` says which lines can be revised, if any.
const slot = element.querySelector('.tb-slot');
const live = document.createElement('p');
live.className = 'tb-unseen';
live.setAttribute('role', 'status');
slot.after(live);
const tip = document.createElement('div');
tip.className = 'tb-tip';
tip.setAttribute('role', 'tooltip');
tip.hidden = true;
document.body.append(tip);
let from = null, again = null;

const make = (tag, attributes, text) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
};
const tool = (act, line, label, text) => make('button', { type: 'button', class: 'tb-tool', 'data-act': act, 'data-line': line, 'aria-label': label }, text);

function decorate(entry, number, count) {
  const item = slot.querySelector(`[id="l${number}"]`);
  if (!item) return;
  const line = entry.id, tools = make('div', { class: 'tb-tools', role: 'group', 'aria-label': `Line ${number}` });
  const pin = tool('pin', line, `Pin line ${number}: keep it when the note is written again`, entry.pinned ? 'Pinned' : 'Pin');
  pin.setAttribute('aria-pressed', String(entry.pinned));
  tools.append(pin, tool('edit', line, `Edit line ${number}`, 'Edit'));
  const up = tool('up', line, `Move line ${number} up`, '↑'), down = tool('down', line, `Move line ${number} down`, '↓');
  up.disabled = number === 1;
  down.disabled = number === count;
  tools.append(up, down, tool('drop', line, `Drop line ${number}`, 'Drop'));
  item.classList.toggle('tb-pinned', entry.pinned);
  item.append(tools);
}

function offerSwaps(lines) {
  slot.querySelectorAll('.note details li').forEach((item, at) => {
    const box = make('span', { class: 'tb-swap' });
    const select = make('select', { 'aria-label': `Where to put left-out sentence ${at + 1}` });
    lines.forEach((entry, i) => select.append(make('option', { value: entry.id }, `in place of line ${i + 1}: ${entry.text.slice(0, 40)}…`)));
    select.append(make('option', { value: '' }, 'as a further line'));
    const put = tool('swap', '', `Put left-out sentence ${at + 1} into the note`, 'Put in');
    put.dataset.omission = at;
    box.append(select, put);
    item.append(' ', box);
  });
}

function draw() {
  const panes = () => [...slot.querySelectorAll('.note, .sources')];
  const title = () => slot.querySelector('.title')?.textContent;
  const here = document.activeElement === document.body || slot.contains(document.activeElement);
  const before = title(), scrolled = panes().map((pane) => pane.scrollTop), open = slot.querySelector('.note details')?.open;
  slot.innerHTML = props.value || '';
  from = null;
  hideTip();
  const lines = props.lines || [];
  lines.forEach((entry, at) => decorate(entry, at + 1, lines.length));
  if (lines.length) offerSwaps(lines);
  slot.querySelectorAll('a.cite[title]').forEach((cite) => { cite.dataset.quote = cite.title; cite.removeAttribute('title'); });
  panes().forEach((pane) => { pane.tabIndex = 0; });
  if (before !== undefined && before === title()) {
    panes().forEach((pane, at) => { pane.scrollTop = scrolled[at] || 0; });
    const details = slot.querySelector('.note details');
    if (details && open) details.open = true;
  }
  if (again && here) backToTool();
}

// The value and the lines of one answer may come one after the other: each drawing leads back.
function backToTool() {
  const own = `.tb-tool[data-line="${CSS.escape(again.line)}"]`, items = slot.querySelectorAll('.lines > li');
  const same = slot.querySelector(`${own}[data-act="${again.act}"]`), next = items[Math.min(again.at, items.length - 1)];
  (same && !same.disabled ? same : slot.querySelector(own) || next?.querySelector('.tb-tool'))?.focus({ preventScroll: true });
}

function place(target) {
  const pane = target.closest('.sources, .note');
  if (pane && pane.scrollHeight > pane.clientHeight + 1 && getComputedStyle(pane).overflowY !== 'visible') {
    const box = pane.getBoundingClientRect(), at = target.getBoundingClientRect();
    pane.scrollTop += at.top - box.top - box.height / 3;
    const outer = slot.querySelector('.tracebrief').getBoundingClientRect();
    if (at.top < 0 || outer.top > innerHeight / 2 || outer.bottom < innerHeight / 2) slot.scrollIntoView({ block: 'nearest' });
  } else target.scrollIntoView({ block: 'center' });
  const shown = target.getBoundingClientRect();
  if (shown.bottom < 0 || shown.top > innerHeight) target.scrollIntoView({ block: 'center' });
}

function show(cite) {
  const number = cite.getAttribute('href').slice(2);
  const marks = slot.querySelectorAll(`mark.c${CSS.escape(number)}`);
  if (!marks.length) return;
  slot.querySelectorAll('mark.on').forEach((mark) => mark.classList.remove('on'));
  slot.querySelectorAll('a.cite[aria-current]').forEach((one) => one.removeAttribute('aria-current'));
  marks.forEach((mark) => mark.classList.add('on'));
  cite.setAttribute('aria-current', 'true');
  beside(true);
  const first = slot.querySelector(`[id="c${CSS.escape(number)}"]`) || marks[0];
  place(first);
  const pane = first.closest('.sources'), covered = cite.getBoundingClientRect().bottom - pane.getBoundingClientRect().top;
  if (covered > 0 && getComputedStyle(pane).position === 'sticky') scrollBy(0, covered + 16);
  first.focus({ preventScroll: true });
  from = cite;
  live.textContent = `${cite.getAttribute('aria-label')}. Escape leads back.`;
}

// Where the screen is too narrow for two panes, the sources lie over its lower part while they are read.
function beside(open) { slot.querySelector('.tracebrief')?.classList.toggle('tb-open', open); }

function goTo(id) {
  const target = slot.querySelector(`[id="${CSS.escape(id)}"]`);
  if (!target) return;
  beside(!target.closest('.note'));
  place(target);
  if (!target.matches('a, button')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function edit(button) {
  const item = button.closest('li'), entry = (props.lines || []).find((one) => one.id === button.dataset.line);
  if (!item || !entry || item.querySelector('.tb-edit')) return;
  const form = make('div', { class: 'tb-edit', 'data-line': entry.id });
  const area = make('textarea', { 'aria-label': `Text of the line`, rows: '4', maxlength: '2000', dir: 'auto' });
  area.value = entry.text;
  form.append(area, make('button', { type: 'button', class: 'tb-tool tb-main', 'data-act': 'save', 'data-line': entry.id }, 'Trace'));
  form.append(make('button', { type: 'button', class: 'tb-tool', 'data-act': 'cancel', 'data-line': entry.id }, 'Cancel'));
  item.querySelector('.line').after(form);
  item.classList.add('tb-editing');
  area.focus();
}

function closeEdit(item) {
  item.querySelector('.tb-edit')?.remove();
  item.classList.remove('tb-editing');
  item.querySelector('[data-act="edit"]')?.focus();
}

function act(button) {
  const { act, line, omission } = button.dataset;
  if (act === 'edit') return edit(button);
  if (act === 'cancel') return closeEdit(button.closest('li'));
  const order = { act, line };
  if (act === 'save') { order.act = 'edit'; order.text = button.closest('.tb-edit').querySelector('textarea').value; }
  if (act === 'swap') { order.line = button.previousElementSibling.value; order.omission = Number(omission); }
  const item = button.closest('.lines > li');
  again = { act: order.act, line: order.line, at: item ? [...slot.querySelectorAll('.lines > li')].indexOf(item) : 0 };
  trigger('revise', order);
}

let tipped = null;
function showTip(cite) {
  if (!cite.dataset.quote) return;
  tipped = cite;
  tip.replaceChildren(make('q', { dir: 'auto' }, cite.dataset.quote), make('span', {}, cite.getAttribute('aria-label').replace(/^Citation \d+: passage in /, '')));
  tip.hidden = false;
  placeTip();
}
function placeTip() {
  if (!tipped?.isConnected) return hideTip();
  const at = tipped.getBoundingClientRect(), own = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(at.left, innerWidth - own.width - 8))}px`;
  tip.style.top = `${at.bottom + own.height + 12 > innerHeight ? at.top - own.height - 6 : at.bottom + 6}px`;
}
function hideTip() { tipped = null; tip.hidden = true; }

element.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]'), button = event.target.closest('.tb-tool');
  if (button) return act(button);
  if (!link) return;
  event.preventDefault();
  if (link.matches('.cite')) show(link);
  else goTo(link.getAttribute('href').slice(1));
});
element.addEventListener('keydown', (event) => {
  if (event.target.matches('.tb-edit textarea')) {
    if (event.key === 'Escape') closeEdit(event.target.closest('li'));
    else if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); act(event.target.parentElement.querySelector('[data-act="save"]')); }
  } else if (event.key === 'Escape') {
    hideTip();
    beside(false);
    if (from?.isConnected) { place(from); from.focus({ preventScroll: true }); }
  }
});
element.addEventListener('mouseover', (event) => { const cite = event.target.closest('a.cite'); if (cite) showTip(cite); });
element.addEventListener('mouseout', (event) => { if (event.target.closest('a.cite')) hideTip(); });
element.addEventListener('focusin', (event) => { const cite = event.target.closest('a.cite'); if (cite?.matches(':focus-visible')) showTip(cite); });
element.addEventListener('focusout', hideTip);
addEventListener('click', (event) => { if (!slot.contains(event.target)) again = null; }, true);
addEventListener('scroll', () => { if (tipped) placeTip(); }, true);
watch(['value', 'lines'], draw);
draw();
