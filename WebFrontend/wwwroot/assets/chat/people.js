// Names of people as they were last seen, and whether they are there.

import { Signals } from './signals.js';

export class People extends Signals {
  #api;
  #known = new Map();
  #asked = new Set();
  #states = new Map();
  #statuses = new Map();

  constructor(api, me) {
    super();
    this.#api = api;
    this.me = me;
  }

  see(...people) {
    for (const person of people) {
      if (person?.id && this.#known.get(person.id)?.name !== person.name) {
        this.#known.set(person.id, person);
        this.emit('changed', person.id);
      }
    }
  }

  /** The name, or a dash until it is known. */
  name(id) {
    if (!this.#known.has(id) && !this.#asked.has(id)) {
      this.#asked.add(id);
      this.#api.get(`/users/${id}`).then(profile => this.see(profile.user), () => this.see({ id, name: 'somebody' }));
    }

    return this.#known.get(id)?.name ?? '…';
  }

  username(id) {
    return this.#known.get(id)?.username ?? null;
  }

  byUsername(username) {
    const folded = username.toLowerCase();
    return [...this.#known.values()].find(person => person.username?.toLowerCase() === folded);
  }

  /** Those whose name or user name begins so, as far as they were seen. */
  beginning(text) {
    const folded = text.toLowerCase();
    return [...this.#known.values()].filter(person =>
      person.username && (person.username.toLowerCase().startsWith(folded) || person.name.toLowerCase().startsWith(folded)));
  }

  /** What somebody tells of themselves, as it was last read. */
  status(id) {
    return this.#statuses.get(id) ?? null;
  }

  async learnStatus(id) {
    const { status } = await this.#api.get(`/users/${id}`);
    this.#statuses.set(id, status);
    this.emit('state', id, this.state(id));
  }

  state(id) {
    return this.#states.get(id) ?? 'offline';
  }

  setState(id, state) {
    if (this.state(id) !== state) {
      this.#states.set(id, state);
      this.emit('state', id, state);
    }
  }
}
