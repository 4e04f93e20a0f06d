// Questions that stand before the page until they are answered.

import { find } from './dom.js';

/** Asks before something that cannot be taken back. */
export function confirmWith(dialog) {
  return (title, text, yes) => new Promise(resolve => {
    find('h2', dialog).textContent = title;
    find('p', dialog).textContent = text;
    find('[value=yes]', dialog).textContent = yes;
    dialog.returnValue = '';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    dialog.showModal();
  });
}

/** A dialog with a form that does something; what is refused is said in it, and it stays open. What `submit` answers is done once it is closed. */
export function formDialog(dialog, { open = () => {}, submit }) {
  const form = find('form', dialog);
  const said = find('[role=alert]', dialog);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    said.textContent = '';
    try {
      const next = await submit(form);
      dialog.close();
      next?.();
    } catch (fault) {
      said.textContent = fault.message;
    }
  });
  find('[data-close]', dialog)?.addEventListener('click', () => dialog.close());
  return () => {
    form.reset();
    said.textContent = '';
    open(form);
    dialog.showModal();
  };
}
