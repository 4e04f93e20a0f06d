// What stands in a log, from top to bottom: its beginning, days, messages, and what is on its way.

import { el } from './dom.js';
import { MessageView } from './message-view.js';
import { pendingView } from './pending-view.js';
import { day, sameDay } from './times.js';

const Together = 5 * 60_000;

/** A person, or what posts from outside. */
const author = ({ by }) => by?.id ?? by?.hook;

export class Rows {
  #desk;
  #list;
  #readSeq;
  #views = new Map();
  #pending = new Map();
  #days = new Map();
  #line = el('div', { class: 'unread-line', role: 'separator' }, 'New');
  #begin = el('p', { class: 'begin' });

  /** @param readSeq Up to where it was read when the list was opened; null where there is nothing new. */
  constructor(desk, list, readSeq) {
    [this.#desk, this.#list, this.#readSeq] = [desk, list, readSeq];
  }

  view(seq) {
    return this.#views.get(seq);
  }

  * nodes() {
    if (!this.#list.hasBefore) {
      this.#begin.textContent = this.#desk.beginning(this.#list);
      yield this.#begin;
    }

    if (this.#list.root) {
      const root = this.#viewOf(this.#list.root);
      root.show(false);
      yield root.element;
    }

    let last = null;
    let isUnread = false;
    for (const message of this.#list.items) {
      if (message.at && (!last || !sameDay(last.at, message.at))) {
        yield this.#day(message.at);
        last = null;
      }

      if (!isUnread && this.#readSeq !== null && message.seq > this.#readSeq && message.by?.id !== this.#desk.people.me) {
        isUnread = true;
        last = null;
        yield this.#line;
      }

      const view = this.#viewOf(message);
      view.show(last !== null && author(last) === author(message) && new Date(message.at) - new Date(last.at) < Together && !message.replyTo);
      yield view.element;
      last = message;
    }

    yield* this.#list.hasAfter ? [] : this.#pendingNodes();
  }

  * #pendingNodes() {
    const arrived = new Set(this.#list.items.map(message => message.clientId));
    for (const entry of this.#desk.outbox.of(this.#list.room, this.#list.thread)) {
      if (!arrived.has(entry.clientId)) {
        const key = `${entry.clientId} ${entry.refused ?? ''}`;
        this.#pending.set(key, this.#pending.get(key) ?? pendingView(entry, this.#desk));
        yield this.#pending.get(key);
      }
    }
  }

  #viewOf(message) {
    let view = this.#views.get(message.seq);
    if (view?.message !== message) {
      view = new MessageView(this.#desk, message);
      this.#views.set(message.seq, view);
    }

    return view;
  }

  #day(at) {
    const name = day(at);
    this.#days.set(name, this.#days.get(name) ?? el('div', { class: 'day', role: 'separator', 'aria-label': name }, el('span', {}, name)));
    return this.#days.get(name);
  }
}
