// Copy and save; a project to and from a file.
let savingOpen = false;
const FORMATS = [['docx', 'Word'], ['html', 'HTML'], ['md', 'Markdown'], ['txt', 'Text']], PROGRAMS = [['json', 'Data (JSON)'], ['jsonld', 'Web annotations (JSON-LD)']];
const LESS = [['omitted', 'left-out passages'], ['agreements', 'what else sources agree on'], ['citations', 'citations and sources'], ['signature', 'signature, for other programs'], ['comments', 'comments']];
const without = new Set(['comments', 'signature']);
const DATA = new Set(['json', 'jsonld']);  // for programs: they have the signature in any case

function unfoldSaving(button) {
  savingOpen = !savingOpen;
  bar.querySelector('.tb-saving')?.remove();
  button.setAttribute('aria-expanded', String(savingOpen));
  if (savingOpen) { bar.append(savingPanel()); bar.querySelector('.tb-saving .tb-tool').focus(); }
}
// The panel goes with Escape wherever that is pressed, and with the view or the tab that it was opened in.
function foldSaving(back) {
  if (!savingOpen) return;
  const button = bar.querySelector('[data-act=saving]');
  unfoldSaving(button);
  if (back) button.focus();
}
addEventListener('keydown', (event) => { if (event.key === 'Escape' && !element.contains(event.target) && !event.target.closest?.('dialog')) foldSaving(true); });
addEventListener('click', (event) => { if (event.target.closest?.('[role=tab]')) foldSaving(); });
function savingPanel() {
  const panel = make('div', { class: 'tb-saving tb-save', role: 'group', 'aria-label': 'Save the note' });
  if (work.tools) panel.append(tool('copy', '', 'Copy', { class: 'tb-tool tb-tight' }));  // where the bar has no room for it
  const files = (formats) => formats.map(([suffix, text]) => tool('file', '', text, { 'data-format': suffix }));
  panel.append(...files(FORMATS));
  if (main) panel.append(...files([['project', 'Project (note, files and settings, to go on with)']]));
  const programs = make('span', { class: 'tb-programs', role: 'group', 'aria-label': 'For other programs' });
  programs.append('For other programs:', ...files(PROGRAMS));
  panel.append(programs);
  const less = make('fieldset');
  less.append(make('legend', {}, 'With'));
  for (const [name, text] of LESS) {
    if (name === 'comments' && !(work.lines || []).some((one) => one.comment)) continue;
    const label = make('label'), box = make('input', { type: 'checkbox' });
    box.checked = !without.has(name);
    box.addEventListener('change', () => { if (box.checked) without.delete(name); else without.add(name); });
    label.append(box, ` ${text}`);
    less.append(label);
  }
  panel.append(less);
  const doubts = work.tools ? doubtful().length : 0;
  if (doubts) panel.append(make('p', { class: 'tb-quiet' }, `${doubts === 1 ? 'One line is' : `${doubts} lines are`} in doubt, and marked so in the file.`));
  return panel;
}

async function saveFile(format) {
  if (work.tools && !(await finishEdits())) return;
  const file = await ask('file', { format, without: [...without].filter((one) => one !== 'signature' || !DATA.has(format)), comments: !without.has('comments') });
  if (!file) return say('Not saved: the server does not answer.', true);
  if (file.error) return say(file.error, true);
  const bytes = Uint8Array.from(atob(file.content), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: file.type }));
  const link = make('a', { href: address, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  if (main) page.unsaved = false;
  foldSaving(true);
  say(`Saved as ${file.name}.`);
  return undefined;
}

// A quote that begins with a mark of its own has no further ones.
const inMarks = (text) => (/^["“”„«»‘‚‹「『《]/.test(text) ? text : `“${text}”`);

// The note for other programs: with its marks and its list of sources, without this page's tools.
function copied() {
  const plain = [`# ${work.title}`, ''], rich = make('div');
  rich.append(make('h2', {}, work.title));
  let list = null, section;
  work.lines.forEach((entry, at) => {
    if (entry.section && entry.section !== section) { plain.push(...(section === undefined ? [] : ['']), `## ${entry.section}`, ''); rich.append(make('h3', {}, entry.section)); list = null; }
    section = entry.section;
    if (!list) { list = make('ul'); rich.append(list); }
    const marks = (entry.lead ? `${entry.lead} ` : '') + markers(at + 1).map((one) => `[${one.number}]`).join(''), item = make('li');
    if (entry.shown) item.append(make('b', {}, entry.shown), ...(entry.how ? [' ', make('i', {}, `(${entry.how})`)] : []), ' – ');
    const told = entry.told ? [' ', make('i', {}, `(${entry.told})`)] : [];  // before what only comes nearest
    item.append(...(entry.lead ? [entry.text, ...told, ` ${marks}`] : [`${entry.text} ${marks}`.trim(), ...told]));
    list.append(item);
    plain.push(`- ${entry.shown ? `**${entry.shown}**${entry.how ? ` *(${entry.how})*` : ''} – ` : ''}${(entry.lead ? [entry.text, entry.told && `*(${entry.told})*`, marks] : [entry.text, marks, entry.told && `*(${entry.told})*`]).filter(Boolean).join(' ')}`);
  });
  const disputes = new Map(work.lines.flatMap((entry) => entry.disputes).map((one) => [one.subject, one]));
  if (disputes.size) {
    list = make('ul');
    plain.push('', '## Where sources disagree', '');
    rich.append(make('h3', {}, 'Where sources disagree'), list);
    for (const { subject, claims } of disputes.values()) {
      const text = `${subject}: ${claims.map((claim) => `${claim.value} [${claim.number}]`).join('; ')}`;
      plain.push(`- ${text}`);
      list.append(make('li', {}, text));
    }
  }
  const agreed = work.agreed || [];
  if (agreed.length) {
    list = make('ul');
    plain.push('', '## What else sources agree on', '');
    rich.append(make('h3', {}, 'What else sources agree on'), list);
    for (const passages of agreed) {
      const text = passages.map((one) => `${one.who}: ${inMarks(one.quote.replace(/\s+/g, ' ').trim())} [${one.number}]`).join('; ');
      plain.push(`- ${text}`);
      list.append(make('li', {}, text));
    }
  }
  const claimed = new Set([...[...disputes.values()].flatMap((one) => one.claims), ...agreed.flat()].map((one) => one.number));
  const cited = (work.cites || []).filter((one) => one.lines.length || claimed.has(one.number));
  if (cited.length) {
    plain.push('', '## Sources', '');
    rich.append(make('h3', {}, 'Sources'));
    for (const one of cited) {
      const text = `[${one.number}] ${sourceOf(one.source)?.title || one.source}, ${one.where}: ${inMarks(one.excerpt[1].replace(/\s+/g, ' ').trim())}`;
      plain.push(text, '');
      rich.append(make('p', {}, text));
    }
  }
  return { plain: `${plain.join('\n').trim()}\n`, rich: rich.innerHTML };
}
async function copy() {
  if (work.tools && page.online && !(await finishEdits())) return undefined;
  const { plain, rich } = copied();
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': new Blob([plain], { type: 'text/plain' }), 'text/html': new Blob([rich], { type: 'text/html' }) })]);
  } catch {
    const put = (event) => { event.preventDefault(); event.clipboardData.setData('text/plain', plain); event.clipboardData.setData('text/html', rich); };
    document.addEventListener('copy', put, { once: true });
    const done = document.execCommand('copy');
    document.removeEventListener('copy', put);
    if (!done) return say('The browser does not let this page copy; use “Save as”.', true);
  }
  say('Copied, with its citation marks and sources.');
  return undefined;
}

// A project is opened from the rail.
if (main) {
  const place = () => {
    const box = rail()?.querySelector('.tb-row');  // beside the samples
    if (!box) return setTimeout(place, 200);
    if (box.querySelector('.tb-project')) return undefined;
    const label = make('label', { class: 'tb-project tb-tool' }, 'Open a project'), field = make('input', { type: 'file', accept: '.json', class: 'tb-unseen' });
    label.append(field);
    field.addEventListener('change', async () => {
      const [file] = field.files;
      if (!file) return;
      field.value = '';
      try {
        const { path } = await upload(new File([file], `${crypto.randomUUID?.() || Math.random()}`, { type: 'application/octet-stream' }));
        trigger('open', { path, name: file.name });
      } catch { say('The project could not be sent to the server.', true); }
    });
    box.append(label);
    return undefined;
  };
  place();
}

// The small sources come ahead of the click.
async function fetchAhead() {
  let room = 400000;
  for (const source of work.sources || []) {
    if (!source.there || texts.has(source.id) || !(passages[source.id] || []).some((one) => one.lines.length)) continue;
    room -= source.chars;
    if (room < 0) return;
    await textOf(source.id);
  }
}
watch('work', () => {
  work = props.work || {};
  draw(true);
  if (main) { say(''); tellOthers('note'); }
  fetchAhead();
});
work = props.work || {};
draw();
