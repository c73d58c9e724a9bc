// A drop zone: uploads what is chosen or dropped and tells the server the names. All text is set as text.
// The field lies over the whole zone, so that the browser itself takes what is dropped.
const list = element.querySelector('.tb-slot'), field = element.querySelector('input'), say = element.querySelector('[role=status]'), heard = element.querySelector('[role=alert]');
const most = Number(field.dataset.count), largest = Number(field.dataset.bytes);
const zone = element.querySelector('.tb-zone');

let drawn = 0;  // when the list that stands there was so: an answer that another one has overtaken is none
function draw() {
  const made = document.createElement('template');
  made.innerHTML = props.value || '';
  const at = Number(made.content.firstElementChild?.dataset.at || 0);
  if (at < drawn) return;
  drawn = at;
  const held = list.contains(document.activeElement);
  list.replaceChildren(made.content);
  if (held) field.focus();  // what the keys were on is gone
  fold();
  tell();
}
// Why a file cannot be read stands in its row; screen readers hear it once.
let bad = [];
function tell() {
  const rows = [...list.querySelectorAll('li:has(.tb-why)')], fresh = rows.filter((row) => !bad.includes(row.dataset.path));
  bad = rows.map((row) => row.dataset.path);
  if (fresh.length || !bad.length) heard.textContent = fresh.map((row) => `${row.dataset.path}: ${row.querySelector('.tb-why').textContent}`).join(' ');
}
let listed = false;  // whether the list shows where there is little room
function fold() {
  const button = list.querySelector('.tb-list-fold');
  element.classList.toggle('tb-listed', listed);
  button?.setAttribute('aria-expanded', String(listed));
  if (button) button.textContent = listed ? 'Hide' : 'Show';
}

const secret = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function take(files) {
  const done = [], refused = [];
  if (!files.length) return;
  say.classList.remove('tb-error');
  if (files.length > most) refused.push(`Only the first ${most} of ${files.length} files are taken.`);
  element.classList.add('busy');
  const chosen = files.slice(0, most);
  for (const [at, file] of chosen.entries()) {
    say.textContent = `Uploading ${at + 1} of ${chosen.length}`;
    if (file.size > largest) { refused.push(`${file.name}: larger than ${largest / 1e6} MB.`); continue; }
    if (!file.size) { refused.push(`${file.name}: the file is empty.`); continue; }
    try {
      // The name travels apart, since servers cut names of files; a random one cannot be guessed by others.
      const { path } = await upload(new File([file], secret(), { type: 'application/octet-stream' }));
      done.push({ path, name: file.name });
    } catch (error) { refused.push(`${file.name}: the upload failed; look whether the connection stands and the server has room.`); }
  }
  field.value = '';
  element.classList.remove('busy');
  say.textContent = refused.join(' ');
  say.classList.toggle('tb-error', refused.length > 0);
  if (done.length) { trigger('upload', { files: done }); window.tracebrief?.hold(); }
}

// The files of a folder and of the folders in it, by name; hidden ones are left out.
async function within(entry, found) {
  if (entry.name.startsWith('.') || found.length > most) return found;
  if (entry.isFile) { found.push(await new Promise((done, failed) => entry.file(done, failed))); return found; }
  const reader = entry.createReader(), inside = [];
  for (let some; (some = await new Promise((done, failed) => reader.readEntries(done, failed))).length;) inside.push(...some);
  for (const one of inside.sort((a, b) => (a.name < b.name ? -1 : 1))) await within(one, found);
  return found;
}

async function unfold(event) {
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return;  // the field takes plain files itself
  event.preventDefault();
  const found = [];
  try { for (const entry of entries) await within(entry, found); } catch { say.textContent = 'A folder cannot be read; drop its files.'; }
  if (!found.length) say.textContent = 'The folder holds no file.';
  await take(found);
}

zone.addEventListener('drop', unfold);
// A file dropped beside a zone would replace the page.
const inField = (event) => event.target instanceof Element && event.target.matches('input[type=file]');
for (const name of ['dragover', 'drop']) addEventListener(name, (event) => { if (!inField(event)) event.preventDefault(); });
field.addEventListener('change', () => take([...field.files]));
for (const name of ['dragenter', 'dragover']) zone.addEventListener(name, () => zone.classList.add('over'));
for (const name of ['dragleave', 'drop']) zone.addEventListener(name, () => zone.classList.remove('over'));
element.addEventListener('click', (event) => {
  if (event.target.closest('.tb-list-fold')) { listed = !listed; fold(); return; }
  if (event.target.closest('[data-empty]')) { say.textContent = ''; trigger('empty'); return; }
  const button = event.target.closest('button[data-remove]');
  if (!button) return;
  say.textContent = '';
  trigger('delete', { name: button.closest('li').dataset.path });
  field.focus();
});
watch('value', draw);
draw();
