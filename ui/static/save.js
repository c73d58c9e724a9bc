// Buttons that save a file: the server answers with its bytes, which never touch a disk but the user's.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-format]');
  if (button) { trigger('save', { format: button.dataset.format }); fold(true); }
});
// The menu goes where something else is pressed, and with Escape.
const menu = element.querySelector('details');
function fold(back) {
  if (!menu.open) return;
  menu.open = false;
  if (back) menu.querySelector('summary').focus();
}
document.addEventListener('pointerdown', (event) => { if (!menu.contains(event.target)) fold(); });
element.addEventListener('keydown', (event) => { if (event.key === 'Escape') fold(true); });
watch('file', () => {
  const { name, type, content } = props.file || {};
  if (!name) return;
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
});
