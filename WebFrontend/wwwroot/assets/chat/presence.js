// Who is there: asked for the people in sight; and whether this person is.

const Quiet = 60_000; // Whoever is quiet for ten minutes more is away; that is counted by the server.
const Most = 200;

export class Presence {
  #link;
  #people;
  #wanted = [];
  #shown = [];
  #watched = '';
  #isIdle = false;
  #timer = null;

  constructor(link, people) {
    [this.#link, this.#people] = [link, people];
    link.on('up', () => {
      this.#watched = '';
      this.#isIdle = false;
      this.watch(this.#wanted);
    });
    ['pointerdown', 'keydown', 'wheel', 'focus'].forEach(event => addEventListener(event, () => this.#active(), { passive: true }));
    this.#active();
  }

  /** People whom a pane shows, until it shows others. */
  show(ids) {
    this.#shown = ids;
    this.watch(this.#wanted);
  }

  async watch(ids) {
    this.#wanted = ids;
    const some = [...new Set([...ids, ...this.#shown])].filter(id => id !== this.#people.me).slice(0, Most);
    if (this.#link.isUp && some.join() !== this.#watched) {
      this.#watched = some.join();
      const found = await this.#link.ask('WatchPresence', some).catch(() => null); // Without it nobody is marked.
      this.take(found ?? []);
    }
  }

  take(states) {
    for (const { user, state } of states) {
      this.#people.see(user);
      this.#people.setState(user.id, state);
    }
  }

  #active() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(true), Quiet);
    if (this.#isIdle) {
      this.#tell(false);
    }
  }

  #tell(isIdle) {
    this.#isIdle = isIdle;
    if (this.#link.isUp) {
      this.#link.ask('Idle', isIdle).catch(() => {}); // Told again with the next change.
    }
  }
}
