// Who has read the newest message, where it is one's own. It is told in small rooms alone.

import { nameOf } from './dom.js';

const Small = 50;
const Named = 3;

export class Receipts {
  #line;
  #app;
  #room = null;
  #looked = 0;
  /** Whoever has read up to here has seen it; null where nothing is shown. */
  #seq = null;
  #readers = new Set();

  constructor(line, app) {
    [this.#line, this.#app] = [line, app];
  }

  clear() {
    this.#begin(null, 0, false);
  }

  /** The newest message is in sight. */
  async look(room, message) {
    if (room === this.#room && message.seq === this.#looked) {
      return;
    }

    const { api, people, rooms } = this.#app;
    const isShown = message.by?.id === people.me && !message.deleted && rooms.get(room)?.members <= Small;
    this.#begin(room, message.seq, isShown);
    if (isShown) {
      const readers = await api.get(`/rooms/${room}/messages/${message.seq}/readers`).catch(() => []); // Those who read it later are told.
      readers.forEach(user => this.heard({ room, user, seq: message.seq }));
    }
  }

  heard({ room, user, seq }) {
    if (room === this.#room && this.#seq !== null && seq >= this.#seq && user.id !== this.#app.people.me) {
      this.#app.people.see(user);
      this.#readers.add(user.id);
      this.#draw();
    }
  }

  #begin(room, seq, isShown) {
    [this.#room, this.#looked, this.#seq] = [room, seq, isShown ? seq : null];
    this.#readers.clear();
    this.#draw();
  }

  #draw() {
    const names = [...this.#readers].slice(0, Named).map(id => nameOf(this.#app.people.name(id)));
    const more = this.#readers.size - names.length;
    this.#line.replaceChildren(...(names.length === 0 ? [] : ['Seen by ', ...names.flatMap((name, i) => (i === 0 ? [name] : [', ', name])), more > 0 ? ` and ${more} more` : '']));
  }
}
