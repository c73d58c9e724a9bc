// Tools on the lines: pin, edit, move, drop and more; open edits are never lost.
let again = null;

function decorate(entry, at, count) {
  const item = find(`[id="l${at}"]`);
  if (!item) return;
  const line = { 'data-line': entry.id }, tools = make('div', { class: 'tb-tools', role: 'group', 'aria-label': `Line ${at}` });
  const pin = tool('pin', `Pin line ${at}: keep it when the note is written again`, 'Pin', line);
  pin.setAttribute('aria-pressed', String(entry.pinned));
  const up = tool('up', `Move line ${at} up`, '↑', line), down = tool('down', `Move line ${at} down`, '↓', line);
  up.disabled = at === 1;
  down.disabled = at === count;
  const grab = tool('grab', `Drag line ${at} to another place`, '⠿', { ...line, class: 'tb-tool tb-grab', tabindex: '-1' });
  const more = tool('more', `More for line ${at}`, 'More', { ...line, 'aria-expanded': 'false', 'aria-haspopup': 'true' });
  tools.append(grab, pin, tool('edit', `Edit line ${at}`, 'Edit', line), up, down, tool('drop', `Drop line ${at}`, 'Drop', line), more);
  item.classList.toggle('tb-pinned', entry.pinned);
  if (entry.pinned) {
    const sign = make('span', { class: 'tb-pin', role: 'img', 'aria-label': 'Pinned', title: 'Pinned' }), when = item.querySelector('.when');
    if (when) when.append(' ', sign); else item.prepend(sign);
  }
  item.classList.toggle('tb-own', entry.own);
  if (entry.disputes.length || new Set(markers(at).map((one) => one.source)).size > 1) {
    // What other sources say instead stands on the line: that sign opens them side by side.
    const signs = [...item.querySelectorAll('.badge:is(.disputed, .earlier)')], other = signs.map((sign) => sign.textContent).join('; ');
    const button = tool('compare', `Compare the sources of line ${at}${other ? `: ${other}` : ''}`, 'Compare', { ...line, class: 'tb-tool tb-compare', 'aria-expanded': 'false' });
    if (signs.length) { signs[0].before(button); button.replaceChildren(...signs); } else item.querySelector('.line').append(' ', button);
  }
  if (entry.other) {
    const [label, text] = entry.other === 'unwrite' ? [`Use the quoted words for line ${at}`, 'Use the quoted words'] : [`Use the rewritten words for line ${at}`, 'Use the rewritten words'];
    item.querySelector('.line').append(' ', tool(entry.other, label, text, { ...line, class: 'tb-tool tb-compare' }));
  }
  // Why a model's line was refused is of interest to few: it stands there on request.
  const why = entry.kind === 'extracted' || entry.kind === 'trimmed' ? item.querySelector('.reasons') : null;
  if (why) {
    why.hidden = true;
    item.querySelector('.line').append(' ', tool('why', `Why not rewritten? Line ${at}`, 'Why not rewritten?', { ...line, class: 'tb-tool tb-compare', 'aria-expanded': 'false' }));
  }
  if (entry.comment) {
    const note = make('p', { class: 'tb-comment', dir: 'auto' }, entry.comment);
    note.prepend(make('span', { class: 'tb-unseen' }, 'Comment: '));
    item.append(note);
  }
  if (!picked || !lineOf(picked)) picked = '';
  item.classList.toggle('tb-picked', entry.id === picked);
  item.querySelector('.line').append(' ', tool('tools', `Tools for line ${at}`, '⋯', { ...line, class: 'tb-tool tb-tools-of', 'aria-expanded': String(entry.id === picked) }));
  item.append(tools);
}

// Where nothing hovers, or there is little room, the tools of one line show, once it is tapped.
const HOVERS = matchMedia('(hover: hover) and (min-width: 62rem)');
let picked = '';
function pick(line) {
  picked = picked === line ? '' : line;
  for (const [at, item] of all('.lines > li').entries()) {
    const mine = work.lines[at].id === picked;
    item.classList.toggle('tb-picked', mine);
    item.querySelector('.tb-tools-of')?.setAttribute('aria-expanded', String(mine));
    if (mine) item.querySelector('.tb-tools').scrollIntoView({ block: 'nearest' });
  }
}

// Why a line has its verdict: each reason leads to the passage that it speaks of.
function reasons(entry, item) {
  [...item.querySelectorAll('.reasons > li')].forEach((reason, at) => {
    const one = citeOf(entry.reasons[at]);
    if (!one) return;
    const link = make('a', { class: 'tb-reason', href: `#c${one.number}`, title: `Show the passage in ${one.source}`, dir: 'auto' });
    link.append(...reason.childNodes);
    reason.append(link, ' ', make('span', { class: 'tb-quiet', 'aria-hidden': 'true' }, link.textContent.includes(one.source) ? `[${one.number}]` : `${one.source} [${one.number}]`));
  });
}

// Why a line is quoted, and what the model had written: that can be taken up as an edit, which is traced.
function whyQuoted(button) {
  const item = itemOf(button.dataset.line), reasons = item.querySelector('.reasons'), [text, ...why] = lineOf(button.dataset.line).refused;
  reasons.hidden = !reasons.hidden;
  button.setAttribute('aria-expanded', String(!reasons.hidden));
  if (reasons.hidden) return item.querySelector('.tb-attempt')?.remove();
  if (!text) return undefined;
  const box = make('div', { class: 'tb-beside tb-attempt', role: 'group', 'aria-label': 'What the model wrote' });
  box.append(make('p', { class: 'tb-quiet' }, 'The model wrote:'), make('q', { dir: 'auto' }, text));
  for (const one of why) box.append(make('p', { class: 'tb-quiet', dir: 'auto' }, one));
  box.append(tool('attempt', 'Edit from this: what the model wrote', 'Edit from this', { 'data-line': button.dataset.line }));
  return reasons.after(box);
}

function unfoldMore(button) {
  const entry = lineOf(button.dataset.line), at = work.lines.indexOf(entry) + 1, tools = button.parentElement, line = { 'data-line': entry.id };
  const box = tools.querySelector('.tb-more');
  button.setAttribute('aria-expanded', String(!box));
  if (box) return box.remove();
  for (const other of all('.tb-more')) foldMore(other);
  const made = make('div', { class: 'tb-more', role: 'group', 'aria-label': `More for line ${at}` });
  made.append(
    tool('date', `Date of line ${at}`, 'Date', line),
    tool('comment', `Comment on line ${at}`, 'Comment', line),
    tool('below', `Line below line ${at}: write one`, 'Line below', line),
    tool('heading', `Heading above line ${at}`, 'Heading above', line),
  );
  if (at < work.lines.length) made.append(tool('merge', `Join with next: line ${at}`, 'Join with next', line));
  made.append(tool('split', `Cut in two: line ${at}`, 'Cut in two', line));
  tools.append(made);
  made.scrollIntoView({ block: 'nearest' });
  made.firstChild.focus({ preventScroll: true });
}
function foldMore(box, back) {
  const more = box.parentElement.querySelector('[data-act=more]');
  box.remove();
  more.setAttribute('aria-expanded', 'false');
  if (back) more.focus();
}
// The menu goes where something else is pressed or reached, and with Escape; the arrows lead through it.
addEventListener('pointerdown', (event) => { for (const box of all('.tb-more')) if (!box.parentElement.contains(event.target)) foldMore(box); });
element.addEventListener('focusout', (event) => {
  const box = event.target.closest('.tb-more');
  if (box && event.relatedTarget && !box.parentElement.contains(event.relatedTarget)) foldMore(box);
});
element.addEventListener('keydown', (event) => {
  const box = event.target.closest('.tb-more'), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!box || event.altKey || (!step && event.key !== 'Escape')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!step) { foldMore(box, true); return; }
  const items = [...box.children];
  items[(items.indexOf(event.target) + step + items.length) % items.length].focus();
});

// What passages state of one thing, each once: what one states several times over stands together.
function stated(claims) {
  const found = new Map();
  for (const { number, value } of claims) found.set(number, [...(found.get(number) || []), value]);
  return [...found].map(([number, values]) => ({ cite: citeOf(number), words: values.join(', ') }));
}

// What the sources of a line say, side by side: those that back it, and those that state another value.
function compare(button) {
  const item = itemOf(button.dataset.line), entry = lineOf(button.dataset.line), at = work.lines.indexOf(entry) + 1;
  const box = item.querySelector('.tb-beside');
  button.setAttribute('aria-expanded', String(!box));
  if (box) return box.remove();
  const made = make('div', { class: 'tb-beside', role: 'group', 'aria-label': `What the sources of line ${at} say` });
  const column = (one, head) => {
    const cell = make('div'), source = sourceOf(one.source);
    if (head) cell.append(make('strong', { dir: 'auto' }, head));
    cell.append(make('p', { class: 'tb-quiet' }, `${one.source} · ${source?.date || ''}`));
    const quote = make('q', { dir: 'auto' }, one.excerpt[1].replace(/\s+/g, ' '));
    cell.append(quote, ' ', markerOf(one));
    return cell;
  };
  if (entry.disputes.length) {
    for (const dispute of entry.disputes) {
      made.append(make('h4', { dir: 'auto' }, dispute.subject));
      const row = make('div', { class: 'tb-columns' });
      row.append(...stated(dispute.claims).map(({ cite, words }) => column(cite, words)));
      made.append(row);
    }
  } else {
    const row = make('div', { class: 'tb-columns' });
    row.append(...markers(at).map((one) => column(one)));
    made.append(row);
  }
  item.querySelector('.line').after(made);
  return undefined;
}

// A line is dragged by its handle and dropped before or behind another.
let dragged = null;
element.addEventListener('pointerdown', (event) => {
  const grab = event.target.closest('.tb-grab');
  if (grab) grab.closest('.lines > li').draggable = true;
});
const undrag = () => all('.lines > li[draggable=true]').forEach((one) => { one.draggable = false; });  // its text is to be selected again
addEventListener('pointerup', undrag);
element.addEventListener('dragstart', (event) => {
  const item = event.target.closest?.('.lines > li[draggable=true]');
  if (!item) return;
  dragged = item;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', '');
});
element.addEventListener('dragover', (event) => {
  const item = event.target.closest?.('.lines > li');
  if (!dragged || !item) return;
  event.preventDefault();
  all('.tb-over').forEach((one) => one.classList.remove('tb-over', 'tb-behind'));
  const items = all('.lines > li');
  item.classList.add('tb-over');
  item.classList.toggle('tb-behind', items.indexOf(item) > items.indexOf(dragged));  // it comes behind that line
});
element.addEventListener('dragend', () => {
  undrag();
  dragged = null;
  all('.tb-over').forEach((one) => one.classList.remove('tb-over'));
});
element.addEventListener('drop', (event) => {
  const item = event.target.closest?.('.lines > li'), items = all('.lines > li');
  if (!dragged || !item) return;
  event.preventDefault();
  const line = work.lines[items.indexOf(dragged)].id, to = items.indexOf(item);
  finishEdits().then((done) => done && order({ act: 'move', line, to }));
});

// Left-out sentences, each with a place to put it; before it is put in, what goes and what comes is shown.
function offer() {
  all('.note details li').forEach((item, at) => {
    const box = make('span', { class: 'tb-swap' });
    const select = make('select', { 'aria-label': `Line that makes room for left-out sentence ${at + 1}` });
    select.append(make('option', { value: '' }, 'choose the line that goes'));
    work.lines.forEach((entry, i) => select.append(make('option', { value: entry.id }, `line ${i + 1}: ${shortened(entry.text, 48)}`)));
    const put = tool('swap', `Put in left-out sentence ${at + 1}`, 'Put in', { 'data-omission': at });
    const other = tool('instead', `Put in left-out sentence ${at + 1} in place of a line`, 'In place of a line', { 'aria-expanded': 'false' });
    const replace = tool('swap', `Replace the line by left-out sentence ${at + 1}`, 'Replace', { 'data-omission': at, class: 'tb-tool tb-main' });
    const change = make('span', { class: 'tb-change', 'aria-live': 'polite' });
    select.addEventListener('change', () => {
      const entry = lineOf(select.value);
      replace.dataset.line = select.value;
      replace.hidden = !entry;
      change.replaceChildren();
      if (entry) change.append(make('del', { dir: 'auto' }, entry.text), ' ', make('ins', { dir: 'auto' }, work.omitted[at] || ''));
    });
    select.hidden = replace.hidden = true;
    box.append(put, other, select, replace, change);
    item.append(' ', box);
  });
}

// Which line a left-out sentence replaces is chosen where that is asked for.
function unfoldInstead(button) {
  const box = button.parentElement, select = box.querySelector('select'), open = select.hidden;
  select.hidden = !open;
  if (!open) { select.value = ''; select.dispatchEvent(new Event('change')); } else select.focus();
  button.setAttribute('aria-expanded', String(open));
}

// The value and the lines of one answer are drawn at once: the hand stays on the line it was on.
function backToTool() {
  const own = `.tb-tool[data-line="${CSS.escape(again.line || '')}"]`, items = all('.lines > li');
  const same = find(`${own}[data-act="${again.act}"]`), next = items[Math.min(again.at, items.length - 1)];
  const tool = same && !same.disabled ? same : [...all(own), ...(next?.querySelectorAll('.tb-tool') || [])].find((one) => one.offsetParent);
  tool?.focus({ preventScroll: true });
  if (!HOVERS.matches) tool?.closest('.lines > li')?.scrollIntoView({ block: 'nearest' });
}

// Edits. A form is a line's text, its date, its comment, the title, a heading or a new line.
const KINDS = {
  edit: { label: 'Text of the line', button: 'Done', rows: 4, most: 2000, text: (entry) => entry.text },
  write: { label: 'Text of the new line', button: 'Done', hint: 'A sentence of your own; it is checked against the sources.', rows: 3, most: 2000, text: () => '' },
  date: { label: 'Date of the line, such as 31 May 2024, May 2024 or 2024-05-31', help: 'Such as 31 May 2024, May 2024 or 2024; empty for no date.', button: 'Set', rows: 0, most: 40, text: (entry) => entry.shown },
  comment: { label: 'Comment on the line; exports have it only where that is ticked', button: 'Keep', hint: 'A comment; exports have it only where that is ticked.', rows: 2, most: 1000, text: (entry) => entry.comment },
  title: { label: 'Title of the note', button: 'Set', rows: 0, most: 300, text: () => work.title },
  head: { label: 'Heading', button: 'Set', rows: 0, most: 300, text: (entry) => entry.section || '' },
  newhead: { label: 'Heading above this line', button: 'Set', rows: 0, most: 300, text: () => '' },
};

function form(kind, line = '', text) {
  const how = KINDS[kind], entry = lineOf(line);
  const open = all('.tb-edit').find((one) => one.dataset.kind === kind && one.dataset.line === line);
  if (open) { open.querySelector('textarea, input').focus(); return open; }
  const box = make('div', { class: `tb-edit tb-edit-${kind}`, 'data-kind': kind, 'data-line': line });
  const field = make(how.rows ? 'textarea' : 'input', { 'aria-label': how.label, maxlength: how.most, dir: 'auto', ...(how.rows ? { rows: how.rows } : { type: 'text', placeholder: how.label }) });
  box.dataset.was = how.text(entry || {});
  field.value = text ?? box.dataset.was;
  if (how.hint) field.placeholder = how.hint;
  const buttons = make('span', { class: 'tb-buttons' });
  buttons.append(tool('save', '', how.button, { class: 'tb-tool tb-main', title: 'Enter' }));
  if (kind === 'edit') buttons.append(tool('split', `Cut here, where the cursor is, line ${work.lines.indexOf(entry) + 1}`, 'Cut here', { 'data-line': line }));
  buttons.append(tool('cancel', '', 'Cancel', { title: 'Escape' }));
  box.append(field, buttons);
  if (how.help) box.append(make('p', { class: 'tb-quiet' }, how.help));
  const item = itemOf(line);
  if (kind === 'title') { find('.title').after(box); find('.title').classList.add('tb-editing-text'); }
  else if (kind === 'head') { const heading = item.closest('section').querySelector('h3'); if (heading) { heading.after(box); heading.classList.add('tb-editing-text'); } else item.closest('section').prepend(box); }
  else if (kind === 'edit') { item.querySelector('.line').after(box); item.classList.add('tb-editing'); }
  else if (kind === 'newhead') item.prepend(box);
  else if (item) item.append(box);
  else find('.tb-add').before(box);
  field.addEventListener('input', keepDrafts);
  return box;
}

function edit(kind, line, text) {
  const box = form(kind, line, text), field = box.querySelector('textarea, input');
  field.focus();
  if (kind !== 'edit') field.select?.();
  box.scrollIntoView({ block: 'nearest' });  // with its buttons
  if (kind === 'edit') showEvidence(lineOf(line));
}

// What stands in the forms that are open: changed text only counts.
function openEdits() {
  return all('.tb-edit').map((box) => {
    const field = box.querySelector('textarea, input');
    return { kind: box.dataset.kind, line: box.dataset.line, text: field.value, was: box.dataset.was, focused: document.activeElement === field };
  });
}
const changed = (one) => one.text.trim() !== String(KINDS[one.kind].text(lineOf(one.line) || {})).trim();
function reopen(one, focus) {
  if (one.line && !lineOf(one.line)) {  // the line is gone: what was typed for it is not
    if (!['edit', 'write', 'comment'].includes(one.kind) || !one.text.trim() || one.text === one.was) return;
    reopen({ ...one, kind: 'write', line: '' }, focus);
    moved = 'The line of the open edit is gone; its text stands below, as a line of your own.';
    return;
  }
  const box = form(one.kind, one.line, one.text), field = box.querySelector('textarea, input');
  if (one.focused) { field.focus({ preventScroll: true }); if (focus) field.setSelectionRange(...focus); }
}

const ACTS = { edit: 'edit', write: 'write', date: 'date', comment: 'comment', title: 'title', head: 'head', newhead: 'head' };
function orderOf(one) {
  const made = { act: ACTS[one.kind], line: one.line, text: one.text };
  if (one.kind === 'newhead') made.whole = false;
  return made;
}

// Put the open edits into the note; true where all are in it. What is unchanged is just closed.
async function finishEdits(but) {
  for (const one of openEdits()) {
    const box = all('.tb-edit').find((each) => each.dataset.kind === one.kind && each.dataset.line === one.line);
    if (!box || box === but) continue;
    if (!changed(one)) { close(box); continue; }
    box.remove();
    if (!(await order(orderOf(one)))) { refuse(one); return false; }
    keepDrafts();
  }
  return true;
}
if (main) {
  page.openEdits = () => openEdits().length > 0;
  page.changedEdits = () => openEdits().some(changed);
  page.finishEdits = () => finishEdits();
}

function close(box) {
  const item = itemOf(box.dataset.line);
  box.remove();
  item?.classList.remove('tb-editing');
  all('.tb-editing-text').forEach((one) => one.classList.remove('tb-editing-text'));
  keepDrafts();
}

async function save(box) {
  const one = openEdits().find((each) => each.kind === box.dataset.kind && each.line === box.dataset.line);
  again = { act: 'edit', line: one.line, at: 0 };
  if (one.kind === 'write') again = { act: 'edit', line: '', at: one.line ? work.lines.indexOf(lineOf(one.line)) + 1 : work.lines.length };  // on the new line
  if (!changed(one)) { close(box); return; }
  box.remove();
  const before = new Set(work.lines.map((entry) => entry.id)), done = await order(orderOf(one));
  if (!done) { refuse(one); return; }
  keepDrafts();
  if (one.kind === 'edit' || one.kind === 'write') showEvidence(one.kind === 'edit' ? lineOf(one.line) : work.lines.find((entry) => !before.has(entry.id)));
}

// What a line rests on stands beside it, where there is room.
function showEvidence(entry) {
  const one = !NARROW.matches && entry && markers(work.lines.indexOf(entry) + 1)[0];
  if (one && !(lit && sameCite(lit) === one)) lookAt(one);
}

// What is refused stands in its form again, and why below its field.
function refuse(one) {
  const why = refused;
  reopen({ ...one, focused: true });
  const box = all('.tb-edit').find((each) => each.dataset.kind === one.kind && each.dataset.line === one.line);
  if (!why || !box) return;
  say('');
  const field = box.querySelector('textarea, input'), id = `tb-why-${note}-${one.kind}-${one.line}`;
  box.querySelector('.tb-refused')?.remove();
  box.append(make('p', { class: 'tb-refused', role: 'alert', dir: 'auto', id }, why));
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', id);
  field.addEventListener('input', () => {
    box.querySelector('.tb-refused')?.remove();
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }, { once: true });
  box.scrollIntoView({ block: 'nearest' });
}

// Edits that are open outlive a reload of the tab; the session has them too, for a tab that is opened later.
const DRAFTS = 'tracebrief-open';
let sending = 0, sent = '[]';
function sendDrafts() {
  const open = openEdits().filter(changed).map(({ kind, line, text }) => ({ kind, line, text })), told = JSON.stringify(open);
  if (told === sent || !page.online) return;
  sent = told;
  page.inOrder(() => server.edits({ secret: page.secret, open })).catch(() => { sent = ''; });
}
function keepDrafts() {
  if (!main) return;
  const open = openEdits().filter(changed);
  clearTimeout(sending);
  sending = setTimeout(sendDrafts, 300);
  try { if (open.length) sessionStorage.setItem(DRAFTS, JSON.stringify({ secret: page.secret, open })); else sessionStorage.removeItem(DRAFTS); } catch { /* kept nowhere */ }
}
function drafts() {
  if (!main) return [];
  try {
    const kept = JSON.parse(sessionStorage.getItem(DRAFTS) || '{}');
    const mine = kept.secret === page.secret, open = mine ? kept.open : work.edits || [];
    sent = mine ? '' : JSON.stringify(work.edits || []);  // what the session has of them; of those of the tab it is not known
    return open.filter((one) => KINDS[one.kind] && changed(one));  // what stands in the note is open no more
  } catch { return []; }
}
