// Ties the page to its session: says hello, keeps work, tells when the server is gone and when it is back.
// The session's secret is what brings it back: for a reload the tab itself remembers it, beyond that the browser,
// only where its user asked to keep the work.
const KEY = 'tracebrief-session', EVERY = 4000;
const page = window.tracebrief ||= { secret: '', online: true };
const box = element.querySelector('input');
const read = (store, key = KEY) => { try { return store().getItem(key) || ''; } catch { return ''; } };
const write = (store, value, key = KEY) => { try { if (value) store().setItem(key, value); else store().removeItem(key); } catch { /* a browser that keeps nothing */ } };
const tab = () => sessionStorage, browser = () => localStorage;

let went = 0;
let holding = false;  // what was typed before the server answered is to outlive a reload too
page.hold = () => { holding = true; if (page.secret && read(tab) !== page.secret) write(tab, page.secret); };
for (const kind of ['input', 'change']) document.addEventListener(kind, page.hold);  // what is typed outlives a reload too

// What is told of the page's state is told in order: the server takes up several requests at once, and the last word counts.
let telling = Promise.resolve();
page.inOrder = (tell) => telling = telling.then(tell, tell);
const tabShown = (button) => page.inOrder(() => server.tab_shown({ secret: page.secret, tab: named(button) })).catch(() => {});

// Work that is not in a file yet: what was done by hand since the last one, and edits that are open.
const UNSAVED = 'tracebrief-unsaved';
Object.defineProperty(page, 'unsaved', {
  configurable: true,
  get: () => { try { return sessionStorage.getItem(UNSAVED) === page.secret; } catch { return false; } },
  set: (yes) => { try { if (yes) sessionStorage.setItem(UNSAVED, page.secret); else sessionStorage.removeItem(UNSAVED); } catch { /* a browser that keeps nothing */ } },
});
page.dirty = () => Boolean(page.unsaved || page.changedEdits?.()) && !props.session.kept;
page.changed = (what) => trigger('changed', { what });

// What the page disables while the server is gone. Reading, markers, views, copying and open edits go on.
const CONTROLS = '.tb-rail, .tb-settings, .tb-actions, .tb-bar [data-act=undo], .tb-bar [data-act=redo], .tb-bar [data-act=saving], .tb-bar [data-act=onward], .tb-tools, .tb-swap, .tb-setup, .tb-save, .tb-add, .tb-small, .tb-edit .tb-main, .tab-wrapper';
const banner = document.createElement('p');
banner.className = 'tb-banner';
banner.setAttribute('role', 'status');
document.body.append(banner);

let unkept = '';  // why the server cannot write the work down
// Behind a break it is told for a while that it is over, on a page that was loaded again for it, too.
const BACK = 'tracebrief-back', HEARD = 6000;
let back = '';
function isBack() {
  back = 'The server is back. Your work is as it was.';
  setTimeout(() => { back = ''; tell(); }, HEARD);
  tell();
}
function tell() {
  const text = page.online ? unkept || back : 'The connection to the server is lost. Your work is kept; go on reading, typing and copying. All else waits until the server is back.';
  if (banner.textContent !== text) banner.textContent = text;
}
function offline(gone) {
  if (page.online === !gone) return tell();
  page.online = !gone;
  if (!gone) isBack();
  document.body.classList.toggle('tb-offline', gone);
  tell();
  disable();
  if (!gone) document.dispatchEvent(new CustomEvent('tracebrief-back'));
}
function disable() { document.querySelectorAll(CONTROLS).forEach((part) => { part.inert = !page.online; }); }
page.disable = disable;

let told = false;
// One look at the server; a new one, that knows nothing of this page, is asked by loading the page again.
let looking = false;
async function look() {
  if (looking || !told || (document.hidden && page.online)) return;
  looking = true;
  let answer;
  try { answer = await server.alive({ secret: page.secret }); } catch { answer = undefined; }
  looking = false;
  if (!answer) return offline(true);
  if (!answer.known) return again();
  unkept = answer.unkept || '';
  offline(false);
}
function again() {
  page.leaving = true;
  page.hold();
  if (!page.online) write(tab, 'yes', BACK);
  location.reload();
}
page.failed = () => { look(); };
const timer = setInterval(() => { if (!element.isConnected) clearInterval(timer); else look(); }, EVERY);
addEventListener('online', look);

box.addEventListener('change', () => trigger('keep', { on: box.checked }));

function known() {
  const { secret, kept, tab: shown, go, asking } = props.session;
  if (!secret) return;
  if (!told && secret === page.secret && read(tab, BACK)) isBack();
  write(tab, '', BACK);
  page.secret = secret;
  box.checked = kept;
  if (read(tab) && read(tab) !== page.secret) write(tab, '');
  write(browser, kept ? page.secret : '');
  if (holding) page.hold();
  if (go && go !== went && !asking) page.unsaved = true;  // a note that is in no file yet
  if (shown && (!told || (go && go !== went))) openTab(shown);
  else if (!told) {  // a tab that was opened before the session was there
    const open = tabs().find((one) => one.getAttribute('aria-selected') === 'true');
    if (open) tabShown(open);
  }
  told = true;
  went = go;
}
watch('session', known);

// The tab that shows is part of the session.
const tabs = () => [...document.querySelectorAll('[role=tab]')];
const named = (button) => button.textContent.trim().toLowerCase();
function openTab(name) {
  const button = tabs().find((one) => named(one) === name);
  if (button && button.getAttribute('aria-selected') !== 'true') button.click();
}
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[role=tab]');
  if (button && page.secret) tabShown(button);
});

// Leaving with work that is nowhere else asks; a reload that the page makes itself does not.
addEventListener('beforeunload', (event) => {
  if (!page.dirty() || page.leaving || !page.online) return;
  event.preventDefault();
  setTimeout(() => page.stayed?.(), 100);  // who stays is told what would have been lost; the browser's question does not
});

// A length below 1 is refused where it stands.
const length = () => document.querySelector('.tb-length input');
function checkLength() {
  const field = length();
  if (!field) return true;
  const share = document.querySelector('.tb-settings input[aria-label=Unit]')?.value.startsWith('percent');
  const bad = field.value.trim() === '' || !(Number(field.value) >= 1) || (share && Number(field.value) > 100);
  let said = field.parentElement.querySelector('.tb-refused');
  if (bad && !said) {
    said = document.createElement('span');
    said.className = 'tb-refused';
    said.id = 'tb-length-refused';
    said.setAttribute('role', 'alert');
    field.after(said);
  } else if (!bad) said?.remove();
  if (bad) said.textContent = share ? 'Give a share from 1 to 100.' : 'Give a length of at least 1.';
  field.setAttribute('aria-invalid', String(bad));
  if (bad) field.setAttribute('aria-describedby', 'tb-length-refused'); else field.removeAttribute('aria-describedby');
  return !bad;
}
document.addEventListener('input', (event) => { if (event.target === length()) checkLength(); });

// Before a run: a length that cannot be is refused, and open edits are put into the note.
let passing = false;
document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('button');
  if (!button || passing || !button.closest('.tb-writes, .tb-rail .tb-row')) return;
  if (!checkLength()) {
    event.stopImmediatePropagation();
    event.preventDefault();
    if (document.body.classList.contains('tb-has-note')) unfold(true);
    length().focus();
  } else if (page.openEdits?.()) {
    event.stopImmediatePropagation();
    event.preventDefault();
    if (!(await page.finishEdits())) return;
    passing = true;
    button.click();
    passing = false;
  }
}, true);

// Settings fold into one line once there is a note.
const fold = document.createElement('button');
fold.type = 'button';
fold.className = 'tb-tool tb-fold';
fold.setAttribute('aria-expanded', 'false');
function unfold(open) {
  document.body.classList.toggle('tb-unfolded', open);
  fold.setAttribute('aria-expanded', String(open));
  summary();
}
function summary() {
  const settings = document.querySelector('.tb-settings');
  const fields = settings ? [...settings.querySelectorAll('input, textarea')] : [];
  const at = (label) => fields.find((one) => one.closest('.block')?.textContent.includes(label) || one.getAttribute('aria-label') === label)?.value?.trim();
  const query = at('What is it about?');
  const parts = [`${length()?.value || ''} ${at('Unit') || ''}`.trim(), at('Order'), query ? `about “${query}”` : 'about everything'];
  fold.textContent = document.body.classList.contains('tb-unfolded') ? 'Hide settings' : `Settings: ${parts.filter(Boolean).join(', ')}`;
}
page.toSettings = () => {  // which stand below the note where there is little room
  unfold(true);
  document.querySelector('.tb-settings').scrollIntoView({ block: 'start' });
  fold.focus({ preventScroll: true });
};
fold.addEventListener('click', () => unfold(!document.body.classList.contains('tb-unfolded')));
page.noteShown = (there) => {
  if (there && !document.body.classList.contains('tb-has-note')) scrollTo(0, 0);  // it begins where the screen does
  document.body.classList.toggle('tb-has-note', there);
  const actions = document.querySelector('.tb-writes');
  if (actions && !fold.isConnected) actions.querySelector('.tb-status')?.before(fold);
  summary();
};
document.addEventListener('change', (event) => { if (event.target.closest?.('.tb-settings')) setTimeout(summary, 50); });

// The forms of the other tabs fold once there is a result; a run that is refused shows them, see the style sheet.
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('.tb-form-fold, .tb-actions > button.primary'), panel = button?.closest('[role=tabpanel]');
  if (!panel?.querySelector('.tb-setup')) return;
  const open = button.matches('.tb-form-fold') && button.getAttribute('aria-expanded') === 'false';
  panel.querySelector('.tb-form-fold').setAttribute('aria-expanded', String(open));
  panel.querySelectorAll('.tb-setup').forEach((form) => form.classList.toggle('tb-shown', open));
});

page.secret = read(tab) || read(browser);  // until the server says what it knows
trigger('hello', { secret: page.secret, again: Boolean(read(tab)) });
