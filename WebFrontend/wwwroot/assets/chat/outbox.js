// What was written and is not acknowledged yet. It is sent again under the same id until the server has it, also after a reload of the page.

import { newId } from './ids.js';
import { Refusal } from './refusal.js';
import { Signals, sleep } from './signals.js';

const Pause = 2_000;

/** Its event follows what is acknowledged at once, unless its room is not watched. */
const Lingering = 30_000;

export class Outbox extends Signals {
  #link;
  #key;
  #entries;
  #sending = new Set();

  constructor(link, me) {
    super();
    this.#link = link;
    this.#key = `chat-outbox-${me}`;
    this.#entries = JSON.parse(sessionStorage.getItem(this.#key) ?? '[]');
    link.on('up', () => this.#sendAll());
  }

  add(room, text, { replyTo = null, alsoInRoom = false } = {}) {
    this.#entries.push({ clientId: newId(), room, text, replyTo, alsoInRoom, at: new Date().toISOString() });
    this.#changed(room);
    this.#send(room);
  }

  /** In the order in which they were written. */
  of(room, thread = null) {
    return this.#entries.filter(entry => entry.room === room && (thread ? entry.replyTo === thread : !entry.replyTo || entry.alsoInRoom));
  }

  /** It is in the log. */
  settle(clientId) {
    const entry = this.#entries.find(e => e.clientId === clientId);
    if (entry) {
      this.#remove(entry);
    }
  }

  again(clientId) {
    const entry = this.#entries.find(e => e.clientId === clientId);
    delete entry.refused;
    this.#changed(entry.room);
    this.#send(entry.room);
  }

  #remove(entry) {
    this.#entries = this.#entries.filter(e => e !== entry);
    this.#changed(entry.room);
  }

  #changed(room) {
    sessionStorage.setItem(this.#key, JSON.stringify(this.#entries.filter(entry => !entry.sent)));
    this.emit('changed', room);
  }

  #sendAll() {
    new Set(this.#entries.map(entry => entry.room)).forEach(room => this.#send(room));
  }

  /** One after the other, so that they keep their order. */
  async #send(room) {
    if (this.#sending.has(room)) {
      return;
    }

    this.#sending.add(room);
    try {
      let next;
      while (this.#link.isUp && (next = this.#entries.find(entry => entry.room === room && !entry.sent && !entry.refused))) {
        await this.#sendOne(next);
      }
    } finally {
      this.#sending.delete(room);
    }
  }

  async #sendOne(entry) {
    try {
      await this.#link.ask('Send', entry.room, entry.clientId, entry.text, { replyTo: entry.replyTo, alsoInRoom: entry.alsoInRoom });
      entry.sent = true;
      this.#changed(entry.room);
      setTimeout(() => this.settle(entry.clientId), Lingering);
    } catch (fault) {
      if (fault instanceof Refusal && !fault.isPassing) {
        entry.refused = fault.message;
        this.#changed(entry.room);
      } else {
        await sleep(fault.retryAfter ? fault.retryAfter * 1_000 : Pause);
      }
    }
  }
}
