// Keeps a session for a reload, only when asked: the browser stores one secret, the server the rest.
const box = element.querySelector('input'), key = 'tracebrief-session';
const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
box.addEventListener('change', () => trigger('keep', { on: box.checked }));
watch('secret', () => {
  box.checked = Boolean(props.secret);
  try { if (props.secret) localStorage.setItem(key, props.secret); else localStorage.removeItem(key); } catch { box.checked = false; }
});
if (stored()) trigger('restore', { secret: stored() });
