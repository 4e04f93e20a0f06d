// A list below what is being typed: people after @, emoji after a colon. The arrows choose, Enter or Tab takes.

import { el, nameOf } from './dom.js';
import { emojiBeginning } from './emoji.js';

const Most = 8;
const Typed = /(^|\s)([@:])([A-Za-z0-9._+-]{1,32})$/;

export class Suggestions {
  #field;
  #list;
  #people;
  #api;
  #found = [];
  #chosen = 0;
  #asked = 0;

  constructor(field, list, people, api) {
    [this.#field, this.#list, this.#people, this.#api] = [field, list, people, api];
    field.addEventListener('input', () => this.#look());
    field.addEventListener('blur', () => this.#show([]));
  }

  get isOpen() {
    return this.#found.length > 0;
  }

  /** @returns Whether the key was meant for the list. */
  takes(event) {
    if (!this.isOpen) {
      return false;
    }

    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#choose((this.#chosen + step + this.#found.length) % this.#found.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      this.#take(this.#found[this.#chosen]);
    } else if (event.key === 'Escape') {
      this.#show([]);
    } else {
      return false;
    }

    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #typed() {
    return this.#field.value.slice(0, this.#field.selectionStart).match(Typed);
  }

  async #look() {
    const [, , sign, text] = this.#typed() ?? [];
    const asked = ++this.#asked;
    if (sign === ':') {
      this.#show(text.length > 1 ? emojiBeginning(text).slice(0, Most).map(([name, emoji]) => ({ put: emoji, shown: [`${emoji} `, `:${name}:`] })) : []);
    } else if (sign === '@') {
      this.#showPeople(this.#people.beginning(text));
      const found = await this.#api.get('/users', { q: text }).catch(() => []); // Without it those known here are shown.
      if (asked === this.#asked && this.#typed()?.[3] === text) {
        this.#people.see(...found);
        this.#showPeople(this.#people.beginning(text));
      }
    } else {
      this.#show([]);
    }
  }

  #showPeople(people) {
    this.#show(people.slice(0, Most).map(person => ({
      put: `@${person.username}`, shown: [nameOf(person.name), ' ', el('span', { class: 'hint' }, `@${person.username}`)],
    })));
  }

  #show(found) {
    this.#found = found;
    this.#list.hidden = found.length === 0;
    this.#list.replaceChildren(...found.map((one, i) => el('li', {
      id: `${this.#list.id}-${i}`, role: 'option', on: { mousedown: event => { event.preventDefault(); this.#take(one); } },
    }, ...one.shown)));
    this.#choose(0);
  }

  #choose(index) {
    this.#chosen = index;
    [...this.#list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    if (this.isOpen) {
      this.#field.setAttribute('aria-activedescendant', `${this.#list.id}-${index}`);
    } else {
      this.#field.removeAttribute('aria-activedescendant');
    }
  }

  #take({ put }) {
    const match = this.#typed();
    const start = this.#field.selectionStart - match[2].length - match[3].length;
    this.#asked++;
    this.#field.setRangeText(`${put} `, start, this.#field.selectionStart, 'end');
    this.#show([]);
  }
}
