// Every number of every watched room, once and in order, however often the connection is lost.

import { Signals } from './signals.js';

const Room = 'chat:room:';
const Own = 'chat:user:me';

/** A connection watches at most 200 topics; the rest of the rooms is read again now and then. */
const MostRooms = 180;
const Pause = 2_000;

export class Feed extends Signals {
  #link;
  /** The last number of each room; undefined where it begins anew. */
  #last = new Map();

  /** Emits `event(room, name, data)`, `own(name, data)`, `passing(name, data)` for what has no number, and `gone(room)`;
      and `lost(room)` where so much was missed that its newest page has to be read again. */
  constructor(link) {
    super();
    this.#link = link;
    link.on('event', message => this.#take(message));
    link.on('reset', ({ topic, position }) => this.#restart(topic, Number(position.split('-')[1])));
  }

  /** Watches a room from a number on; one that must be watched takes the place of another. */
  async watch(room, after, isNeeded = false) {
    if (!this.#last.has(room) && (isNeeded || this.#last.size < MostRooms)) {
      if (this.#last.size >= MostRooms) {
        await this.leave(this.#last.keys().next().value);
      }

      this.#last.set(room, after);
      await this.#subscribe(room);
    }
  }

  async leave(room) {
    this.#last.delete(room);
    if (this.#link.isUp) {
      await this.#link.ask('Unsubscribe', Room + room).catch(() => {});
    }
  }

  /** After the connection came back: the room in sight first. */
  async resume(first) {
    await this.#subscribeOwn();
    for (const room of [...this.#last.keys()].sort((a, b) => (b === first) - (a === first))) {
      await this.#subscribe(room);
    }
  }

  async #subscribeOwn() {
    try {
      await this.#link.ask('Subscribe', Own, null);
    } catch {
      setTimeout(() => this.#link.isUp && this.#subscribeOwn(), Pause);
    }
  }

  async #subscribe(room) {
    if (!this.#link.isUp) {
      return;
    }

    try {
      await this.#link.ask('Subscribe', Room + room, this.#last.get(room) ?? null);
    } catch (fault) {
      if (fault.code === 'resync-required') {
        this.#last.set(room, undefined);
        await this.#subscribe(room);
        this.emit('lost', room);
      } else if (fault.status === 404 || fault.status === 403) {
        this.#last.delete(room);
        this.emit('gone', room);
      } else if (fault.isPassing) {
        setTimeout(() => this.#subscribe(room), fault.retryAfter ? 1_000 * fault.retryAfter : Pause);
      }
    }
  }

  #take({ topic, name, data }) {
    const room = topic.slice(Room.length);
    if (topic === Own) {
      this.emit('own', name, data);
    } else if (!topic.startsWith(Room)) {
      this.emit('passing', name, data);
    } else if (this.#last.has(room)) {
      this.#follow(room, name, data);
    }
  }

  #follow(room, name, data) {
    const last = this.#last.get(room);
    if (last === undefined || data.seq === last + 1) {
      this.#last.set(room, data.seq);
      this.emit('event', room, name, data);
    } else if (data.seq > last) {
      this.#subscribe(room); // The server sends what is between; this one comes again.
    }
  }

  #restart(topic, position) {
    if (topic.startsWith(Room)) {
      this.#last.set(topic.slice(Room.length), position);
      this.emit('lost', topic.slice(Room.length));
    }
  }
}
