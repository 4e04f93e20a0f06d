// Who is writing just now. It is forgotten when nothing is heard for a while.

import { nameOf } from './dom.js';

const Heard = 6_500;

/** That somebody was typing may be heard after what they typed. */
const Late = 1_500;
const Named = 3;

export class Typing {
  #line;
  #people;
  #rooms = new Map();
  #said = new Map();
  #room = null;

  constructor(line, people) {
    [this.#line, this.#people] = [line, people];
  }

  choose(room) {
    this.#room = room;
    this.#draw();
  }

  heard(room, user) {
    if (user.id === this.#people.me || Date.now() - (this.#said.get(`${room} ${user.id}`) ?? 0) < Late) {
      return;
    }

    this.#people.see(user);
    const writing = this.#rooms.get(room) ?? new Map();
    clearTimeout(writing.get(user.id));
    writing.set(user.id, setTimeout(() => this.stopped(room, user.id), Heard));
    this.#rooms.set(room, writing);
    this.#draw();
  }

  /** The message is there. */
  said(room, user) {
    this.#said.set(`${room} ${user}`, Date.now());
    this.stopped(room, user);
  }

  stopped(room, user) {
    clearTimeout(this.#rooms.get(room)?.get(user));
    if (this.#rooms.get(room)?.delete(user)) {
      this.#draw();
    }
  }

  #draw() {
    const names = [...(this.#rooms.get(this.#room)?.keys() ?? [])].map(id => nameOf(this.#people.name(id)));
    this.#line.replaceChildren(...(names.length === 0 ? []
      : names.length > Named ? ['Several people are typing…']
      : [...names.flatMap((name, i) => (i === 0 ? [name] : [i === names.length - 1 ? ' and ' : ', ', name])), names.length === 1 ? ' is typing…' : ' are typing…']));
  }
}
