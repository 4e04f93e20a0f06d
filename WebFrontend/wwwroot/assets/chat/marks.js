// How far the person has read. Told at most every two seconds, and again after the connection was lost.

import { calm } from './signals.js';

export class Marks {
  #link;
  #rooms;
  #due = new Map();
  #threads = new Map();
  #tell = calm(2_000, () => this.#send());

  constructor(link, rooms) {
    [this.#link, this.#rooms] = [link, rooms];
    link.on('up', () => this.#send());
  }

  seen(room, message) {
    const known = this.#rooms.get(room);
    if (known && message.seq > known.readSeq) {
      this.#due.set(room, { room, seq: message.seq, thread: null });
      this.#rooms.read(room, message.seq, message.n);
      this.#tell();
    }
  }

  /** The end of a thread. */
  seenThread(room, thread, message) {
    if (message.seq > (this.#threads.get(`${room}.${thread}`) ?? 0)) {
      this.#threads.set(`${room}.${thread}`, message.seq);
      this.#due.set(`${room}.${thread}`, { room, seq: message.seq, thread });
      this.#tell();
    }
  }

  #send() {
    for (const [key, mark] of this.#link.isUp ? this.#due : []) {
      this.#link.ask('MarkRead', mark.room, mark.seq, mark.thread).then(
        () => this.#due.get(key) === mark && this.#due.delete(key),
        fault => fault.status && !fault.isPassing && this.#due.delete(key));
    }
  }
}
