// The messages of a list, from old to new, in a part of the page that scrolls. More comes when its end is near.

import { arrange } from './dom.js';
import { Rows } from './rows.js';

const Near = 600;
const AtEnd = 80;

export class Timeline {
  #log;
  #desk;
  #list;
  #rows;
  #isFollowing = true;

  /** @param onMove Called when the end of the list comes into sight or goes out of it. */
  constructor(log, desk, list, { readSeq = null, onMove = () => {} } = {}) {
    this.#log = log;
    this.#desk = desk;
    this.#list = list;
    this.#rows = new Rows(desk, list, readSeq);
    this.onMove = onMove;
    log.replaceChildren();
    list.on('changed', (why, seq) => this.#changed(why, seq));
  }

  get isAtEnd() {
    return !this.#list.hasAfter && this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < AtEnd;
  }

  get isShown() {
    return this.#desk.listOf(this.#log) === this.#list;
  }

  resized() {
    this.#keepingPlace(() => {});
  }

  /** After scrolling. */
  moved() {
    this.#isFollowing = this.isAtEnd;
    this.onMove(this.isAtEnd);
    if (this.#log.scrollTop < Near && this.#list.hasBefore && !this.#list.isLoading) {
      this.#quietly(() => this.#list.loadBefore());
    } else if (this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < Near && this.#list.hasAfter && !this.#list.isLoading) {
      this.#quietly(() => this.#list.loadAfter());
    }
  }

  /** What is read later is not read out as if it were said now. */
  async #quietly(load) {
    this.#log.setAttribute('aria-busy', 'true');
    try {
      await load();
    } catch (fault) {
      this.#desk.tell(fault);
    } finally {
      this.#log.removeAttribute('aria-busy');
    }
  }

  toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Brings a message into sight and gives it the focus. */
  goTo(seq) {
    const view = this.#rows.view(seq);
    if (view) {
      this.#isFollowing = false;
      view.element.scrollIntoView({ block: 'center' });
      view.element.classList.add('found');
      setTimeout(() => view.element.classList.remove('found'), 3_000);
      this.#desk.focus(view);
    }
  }

  view(seq) {
    return this.#rows.view(seq);
  }

  #changed(why, seq) {
    if (!this.isShown) {
      return;
    }

    if (why === 'message') {
      this.#keepingPlace(() => this.#rows.view(seq)?.show());
      return;
    }

    this.draw();
    if (why === 'arrived' && this.#isFollowing) {
      this.#list.trim();
    }
  }

  draw() {
    this.#keepingPlace(() => arrange(this.#log, [...this.#rows.nodes()]));
    this.moved();
  }

  /** What the reader looks at stays where it is; who is at the end stays there. */
  #keepingPlace(change) {
    const top = this.#log.getBoundingClientRect().top;
    const anchor = this.#isFollowing ? null : [...this.#log.children].find(child => child.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (this.#isFollowing && !this.#list.hasAfter) {
      this.toEnd();
    } else if (anchor?.isConnected) {
      this.#log.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  }
}
