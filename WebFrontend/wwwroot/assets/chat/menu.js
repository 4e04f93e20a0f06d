// What else can be done: one menu for the page, beside whatever asked for it.

import { placeBeside } from './beside.js';
import { el } from './dom.js';

export class Menu {
  #box;

  constructor(box) {
    this.#box = box;
    box.addEventListener('keydown', event => this.#walk(event));
  }

  /** @param items Pairs of a name and what is done; what is null is left out. */
  show(asker, items) {
    this.#box.replaceChildren(...items.filter(Boolean).map(([name, act]) =>
      el('button', { type: 'button', role: 'menuitem', tabindex: '-1', on: { click: () => this.#choose(act) } }, name)));
    this.#box.showPopover();
    placeBeside(this.#box, asker);
    this.#box.firstElementChild.focus();
  }

  #choose(act) {
    this.#box.hidePopover(); // Gives the focus back.
    act();
  }

  #walk(event) {
    const all = [...this.#box.children];
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all.at(next % all.length).focus();
    } else if (event.key === 'Tab') {
      this.#box.hidePopover();
    }
  }
}
