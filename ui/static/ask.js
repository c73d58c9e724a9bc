// A question before something is lost. Escape and the first button, which has the keys, leave all as it is.
const dialog = element.querySelector('dialog');
const make = (tag, text, name) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
};
let what = '';
watch('ask', () => {
  const { text, items, note, yes, no } = props.ask || {};
  what = props.ask?.what;
  if (!what) return;
  const title = make('h2', text), list = make('ul');
  title.id = 'tb-ask-text';
  list.append(...items.map((item) => make('li', item)));
  if (items.length === 1) list.className = 'tb-only';
  const agree = make('button', yes, 'tb-tool tb-plain'), stay = make('button', no, 'tb-tool tb-main');
  agree.type = stay.type = 'button';
  agree.addEventListener('click', () => { dialog.close('yes'); });
  stay.addEventListener('click', () => dialog.close('no'));
  const row = make('p', '', 'tb-row');
  row.append(stay, agree);
  dialog.replaceChildren(title, list, ...(note ? [make('p', note)] : []), row);
  dialog.returnValue = '';
  if (!dialog.open) dialog.showModal();
  stay.focus();
});
dialog.addEventListener('close', () => {
  const wanted = what;
  what = '';
  trigger(dialog.returnValue === 'yes' ? 'yes' : 'no', { what: wanted });
});
