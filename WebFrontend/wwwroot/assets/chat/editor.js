// Changing a message where it stands.

import { el } from './dom.js';
import { editableText, sendableText } from './text.js';

/** @param save Sends the new text; what it throws is shown. */
export function editInPlace(view, people, save) {
  const field = el('textarea', { rows: 2, 'aria-label': 'Change the message', dir: 'auto' });
  const said = el('p', { class: 'error', role: 'alert' });
  field.value = editableText(view.message.text, people);

  function leave() {
    view.isEdited = false;
    view.redraw();
    view.element.focus();
  }

  async function send() {
    const text = sendableText(field.value.trim(), people);
    if (text === view.message.text || text === '') {
      leave();
      return;
    }

    try {
      await save(text);
      leave();
    } catch (fault) {
      said.textContent = fault.message;
    }
  }

  view.isEdited = true;
  view.element.querySelector('.body').replaceChildren(el('div', { class: 'editor', on: {
    keydown(event) {
      if (event.key === 'Escape') {
        event.stopPropagation();
        leave();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    },
  } }, field, el('div', { class: 'row' },
    el('button', { type: 'button', class: 'small', on: { click: send } }, 'Save'),
    el('button', { type: 'button', class: 'quiet small', on: { click: leave } }, 'Cancel')), said));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
