// What stands beside the conversation, one at a time: a thread, the search, or the details of the room.

import { find } from './dom.js';

export class Panes {
  #page;
  #asker = null;
  open = null;

  constructor(page, closed) {
    this.#page = page;
    this.closed = closed;
    for (const pane of page.querySelectorAll('[data-pane]')) {
      find('[data-close]', pane).addEventListener('click', () => this.close());
      pane.addEventListener('keydown', event => event.key === 'Escape' && this.close());
    }
  }

  show(name) {
    if (this.open !== name) {
      this.#asker ??= document.activeElement;
      this.open = name;
      this.#draw();
    }
  }

  close() {
    if (this.open) {
      this.open = null;
      this.#draw();
      this.closed();
      (this.#asker?.isConnected && this.#asker.checkVisibility() ? this.#asker : find('.room .composer textarea', this.#page)).focus();
      this.#asker = null;
    }
  }

  #draw() {
    this.#page.toggleAttribute('data-has-pane', this.open !== null);
    for (const pane of this.#page.querySelectorAll('[data-pane]')) {
      pane.hidden = pane.dataset.pane !== this.open;
    }
  }
}
