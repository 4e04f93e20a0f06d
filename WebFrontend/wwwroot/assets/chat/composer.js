// Where messages are written. Enter sends, Shift and Enter begins a line; what was begun is kept while one looks elsewhere.

import { icon, iconButton } from './dom.js';
import { Suggestions } from './suggestions.js';
import { sendableText } from './text.js';

const Tallest = 240;
const TypingPace = 3_000;

export class Composer {
  #form;
  #field;
  #people;
  #handlers;
  #suggestions;
  #place = null;
  #typedAt = 0;

  /** @param handlers `send(text)`, `typing()`, and `editLast()` for the upward arrow in an empty field. */
  constructor(form, { people, api, pickEmoji }, handlers) {
    [this.#form, this.#field, this.#people, this.#handlers] = [form, form.querySelector('textarea'), people, handlers];
    this.#suggestions = new Suggestions(this.#field, form.querySelector('[role=listbox]'), people, api);
    form.querySelector('[data-emoji]').append(iconButton(icon('face'), 'Emoji', event => pickEmoji(event.currentTarget, emoji => this.insert(emoji))));
    this.#field.addEventListener('keydown', event => this.#pressed(event));
    this.#field.addEventListener('input', () => this.#changed());
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#send();
    });
  }

  /** Goes to another room or thread, each of which has a draft of its own. */
  place(place, label, refusal = null) {
    this.#place = `chat-draft-${place}`;
    this.#field.value = sessionStorage.getItem(this.#place) ?? '';
    this.allow(label, refusal);
    this.#fit();
  }

  /** @param refusal Why nothing can be written; null where it can. */
  allow(label, refusal) {
    this.#field.placeholder = refusal ?? label;
    this.#field.setAttribute('aria-label', label);
    this.#field.disabled = refusal !== null;
  }

  put(text) {
    this.#field.value = text;
    this.#changed();
    this.focus();
  }

  insert(text) {
    this.#field.focus();
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, 'end');
    this.#changed();
  }

  focus() {
    this.#field.focus();
  }

  #changed() {
    sessionStorage.setItem(this.#place, this.#field.value);
    this.#fit();
    if (this.#field.value.trim() && Date.now() - this.#typedAt > TypingPace) {
      this.#typedAt = Date.now();
      this.#handlers.typing();
    }
  }

  #fit() {
    this.#field.style.height = 'auto';
    this.#field.style.height = `${Math.min(this.#field.scrollHeight + 2, Tallest)}px`;
    this.#form.querySelector('[type=submit]').disabled = this.#field.value.trim() === '';
  }

  #pressed(event) {
    if (this.#suggestions.takes(event)) {
      this.#changed();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    } else if (event.key === 'ArrowUp' && this.#field.value === '') {
      event.preventDefault();
      this.#handlers.editLast();
    }
  }

  #send() {
    const text = this.#field.value.trim();
    if (text) {
      this.#field.value = '';
      this.#typedAt = 0;
      this.#changed();
      this.#handlers.send(sendableText(text, this.#people));
    }
  }
}
