// A stretch of a room's messages without a gap: of its main list, or of one thread. It grows at both ends and follows what happens.

import { Changes, countReply } from './changes.js';
import { Signals } from './signals.js';

const Page = 50;
const Most = 300;
/** While a page was on its way, what it counts may have been counted already. */
const Unsure = 3_000;

export class Messages extends Signals {
  #api;
  #waiting = null;
  #loading = null;
  #loadedAt = 0;
  items = [];
  hasBefore = false;
  hasAfter = false;

  /** Emits `changed(why)`: `new`, `older`, `newer`, `arrived`, or `message` with the number of the one that changed.
      @param root The message that the thread is about; null for the main list. */
  constructor(api, me, room, root = null) {
    super();
    this.#api = api;
    Object.assign(this, { me, room, root, thread: root?.seq ?? null });
  }

  get path() {
    return `/rooms/${this.room}/messages`;
  }

  get isLoading() {
    return this.#loading !== null;
  }

  find(seq) {
    return seq === this.thread ? this.root : this.items.find(message => message.seq === seq);
  }

  loadNewest() {
    return this.#load({}, 'new', page => Object.assign(this, page));
  }

  loadAround(seq) {
    return this.#load({ around: seq }, 'new', page => Object.assign(this, page));
  }

  loadBefore() {
    return this.#load({ before: this.items[0].seq }, 'older', page => {
      this.items = [...page.items, ...this.items];
      this.hasBefore = page.hasBefore;
      this.hasAfter ||= this.items.length > Most;
      this.items = this.items.slice(0, Most);
    });
  }

  loadAfter() {
    return this.#load({ after: this.items.at(-1).seq }, 'newer', page => {
      this.items = [...this.items, ...page.items];
      this.hasAfter = page.hasAfter;
      this.#trimStart();
    });
  }

  /** Takes in an event of the room. */
  apply(name, data) {
    if (this.#waiting) {
      this.#waiting.push([name, data]);
    } else {
      this.#apply(name, data);
    }
  }

  /** One page at a time: what grows the list gives way, what begins it anew waits. */
  async #load(query, why, put) {
    if (this.#loading && why !== 'new') {
      return;
    }

    const loading = this.#loadNow(this.#loading, query, put);
    this.#loading = loading;
    try {
      await loading;
    } finally {
      this.#loading = this.#loading === loading ? null : this.#loading;
    }

    this.emit('changed', why);
  }

  async #loadNow(before, query, put) {
    await before?.catch(() => {}); // Whoever asked for that one is told.
    this.#waiting = [];
    try {
      const { items, hasBefore, hasAfter } = await this.#api.get(this.path, { ...query, limit: Page, ...(this.thread && { thread: this.thread }) });
      put({ items, hasBefore, hasAfter });
      this.#loadedAt = Date.now();
    } finally {
      const happened = this.#waiting;
      this.#waiting = null;
      happened.forEach(([name, data]) => this.#apply(name, data));
    }
  }

  #apply(name, data) {
    if (name === 'message') {
      this.#add(data);
      this.#replied(data.replyTo, 1);
    } else if (data.target) {
      const message = this.find(data.target);
      if (message && Changes[name]) {
        Changes[name](message, data, this.me);
        this.emit('changed', 'message', message.seq);
      }

      if (name === 'delete') {
        this.#replied(data.replyTo, -1);
      }
    }
  }

  #add(data) {
    const belongs = this.thread ? data.replyTo === this.thread : !data.replyTo || data.alsoInRoom;
    if (belongs && !this.hasAfter && !this.find(data.seq)) {
      this.items.push({ reactions: [], replies: 0, mentions: [], ...data, deleted: data.erased === true });
      this.emit('changed', 'arrived');
    }
  }

  #replied(root, by) {
    const message = this.find(root);
    if (message) {
      countReply(message, by, Date.now() - this.#loadedAt < Unsure ? this.#api.get(`${this.path}/${root}`) : null, () => this.emit('changed', 'message', root));
    }
  }

  /** What is far above is let go, so that a long evening does not slow the page. */
  #trimStart() {
    this.hasBefore ||= this.items.length > Most;
    this.items = this.items.slice(-Most);
  }

  trim() {
    if (this.items.length > Most + Page) {
      this.#trimStart();
      this.emit('changed', 'newer');
    }
  }
}
