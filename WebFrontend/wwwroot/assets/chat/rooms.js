// The person's rooms and conversations: names, the newest message, and what is unread of them.

import { Signals, calm } from './signals.js';

const Refresh = 60_000;

export class Rooms extends Signals {
  #api;
  #people;
  #byId = new Map();
  /** What came and went while the newest list was on its way, which may not know of it. */
  #meanwhile = new Map();
  #newest = null;
  #told = calm(50, () => this.emit('changed'));

  constructor(api, people) {
    super();
    this.#api = api;
    this.#people = people;
  }

  get(id) {
    return this.#byId.get(id);
  }

  /** The last active first. */
  all() {
    return [...this.#byId.values()].filter(room => !room.hidden).sort((a, b) => b.activeAt.localeCompare(a.activeAt));
  }

  get unread() {
    return this.all().reduce((sum, room) => sum + (room.isDirect || room.mentions > 0 ? Math.max(room.unread, room.mentions) : 0), 0);
  }

  load() {
    this.#newest = this.#read(this.#meanwhile = new Map());
    return this.#newest;
  }

  async #read(meanwhile) {
    const found = new Map();
    let cursor = null;
    do {
      const page = await this.#api.get('/me/rooms', { limit: 100, ...(cursor && { cursor }) });
      if (meanwhile !== this.#meanwhile) {
        return this.#newest; // Asked again since.
      }

      page.items.forEach(item => found.set(item.room.id, this.#merge(this.#byId.get(item.room.id), this.#fromList(item))));
      cursor = page.nextCursor;
    } while (cursor);
    meanwhile.forEach((room, id) => (room ? found.set(id, room) : found.delete(id)));
    this.#byId = found;
    this.#told();
  }

  /** Rooms beyond those that are watched. */
  refreshNowAndThen() {
    setInterval(() => document.visibilityState === 'visible' && this.load().catch(() => {}), Refresh); // The next time it may work.
  }

  /** A room that the person came into just now. */
  async add(id) {
    const room = await this.#api.get(`/rooms/${id}`);
    this.put(room);
    return this.get(id);
  }

  put(room) {
    const known = this.#byId.get(room.id);
    this.#byId.set(room.id, known ? Object.assign(known, this.#shape(room)) : this.#shape(room, {
      lastSeq: room.lastSeq, lastN: room.lastN, readSeq: 0, readN: room.lastN, unread: 0, mentions: 0, lastMessage: null, activeAt: new Date().toISOString(),
    }));
    this.#meanwhile.set(room.id, this.get(room.id));
    this.#told();
  }

  remove(id) {
    this.#byId.delete(id);
    this.#meanwhile.set(id, null);
    this.#told();
  }

  #fromList({ room, lastMessage, readSeq, unread, mentions, favourite, hidden, level }) {
    return this.#shape(room, {
      lastSeq: room.lastSeq, lastN: room.lastN, readSeq, readN: room.lastN - unread, unread, mentions, favourite, hidden, level, lastMessage,
      activeAt: lastMessage?.at ?? room.createdAt,
    });
  }

  /** What was heard meanwhile is newer than the list. */
  #merge(known, listed) {
    if (!known) {
      return listed;
    }

    const [lastN, readN] = [Math.max(known.lastN, listed.lastN), Math.max(known.readN, listed.readN)];
    const isNewer = known.lastSeq > listed.lastSeq;
    return Object.assign(known, isNewer ? {} : listed, { members: known.members, lastN, readN, unread: Math.max(0, lastN - readN), mentions: lastN === readN ? 0 : listed.mentions });
  }

  #shape(room, more = {}) {
    this.#people.see(...room.users);
    const others = room.users.filter(user => user.id !== this.#people.me);
    return {
      id: room.id, kind: room.kind, isDirect: room.kind !== 'room', topic: room.topic, members: room.members, archived: room.archived, role: room.role,
      isPrivate: room.visibility === 'private', muted: room.muted, others,
      name: room.name ?? (others.map(user => user.name).join(', ') || 'Notes to myself'), ...more,
    };
  }

  /** Takes in an event of a room. */
  apply(id, name, data) {
    const room = this.#byId.get(id);
    if (!room) {
      return;
    }

    room.lastSeq = data.seq;
    if (name === 'message') {
      this.#said(room, data);
    } else if (name === 'edit' && data.target === room.lastMessage?.seq) {
      room.lastMessage = { ...room.lastMessage, text: data.text };
    } else if (name === 'delete' && data.target === room.lastMessage?.seq) {
      room.lastMessage = { ...room.lastMessage, text: null, deleted: true };
    } else if (name === 'member') {
      room.members = data.members ?? room.members;
      if (data.user?.id === this.#people.me && data.standing) {
        Object.assign(room, { role: data.standing.role, muted: data.standing.muted ?? false });
      }
    } else if (name === 'room' && data.settings) {
      Object.assign(room, { topic: data.settings.topic ?? null, archived: data.settings.archived ?? false, name: data.settings.name ?? room.name });
    }

    this.#told();
  }

  #said(room, data) {
    const mine = data.by?.id === this.#people.me;
    room.hidden = false;
    room.lastN = data.n ?? room.lastN;
    room.mentions += !mine && (data.everybody || data.mentions?.includes(this.#people.me)) ? 1 : 0;
    if (!data.replyTo || data.alsoInRoom) {
      room.lastMessage = data;
      room.activeAt = data.at ?? room.activeAt;
    }

    if (mine) {
      this.read(room.id, data.seq, data.n); // Whoever writes has read.
    } else {
      room.unread = Math.max(0, room.lastN - room.readN);
    }
  }

  /** Everything up to a number is read; n counts the messages of the main list up to there. */
  read(id, seq, n) {
    const room = this.#byId.get(id);
    if (room && n >= room.readN) {
      Object.assign(room, { readSeq: seq, readN: n, unread: Math.max(0, room.lastN - n), mentions: 0 });
      this.#told();
    }
  }
}
