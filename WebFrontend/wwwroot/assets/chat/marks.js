// How far the person has read. Told at most every two seconds, and again after the connection was lost.

import { calm } from './signals.js';

export class Marks {
  #link;
  #rooms;
  #due = new Map();
  #tell = calm(2_000, () => this.#send());

  constructor(link, rooms) {
    [this.#link, this.#rooms] = [link, rooms];
    link.on('up', () => this.#send());
  }

  seen(room, message) {
    const known = this.#rooms.get(room);
    if (known && message.seq > known.readSeq) {
      this.#due.set(room, message.seq);
      this.#rooms.read(room, message.seq, message.n);
      this.#tell();
    }
  }

  #send() {
    for (const [room, seq] of this.#link.isUp ? this.#due : []) {
      this.#link.ask('MarkRead', room, seq, null).then(
        () => this.#due.get(room) === seq && this.#due.delete(room),
        fault => fault.status && !fault.isPassing && this.#due.delete(room));
    }
  }
}
