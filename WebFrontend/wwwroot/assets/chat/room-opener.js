// Which room is open: in the address, on the page, and after going back and forth.

import { find } from './dom.js';
import { drawHeader, refusalIn } from './room-header.js';

export class RoomOpener {
  #page;
  #app;
  #section;
  #asked = 0;
  current = null;

  /** @param app What the page is made of; `conversation`, `sidebar`, `typing`, `panes` and `feed` are used. */
  constructor(page, app) {
    [this.#page, this.#app, this.#section] = [page, app, find('.room', page)];
    addEventListener('popstate', () => this.openAddress());
    app.rooms.on('changed', () => this.#redraw());
    app.people.on('state', () => this.#redraw());
    find('[data-back]', page).addEventListener('click', () => this.toList());
  }

  openAddress() {
    const [, , room, seq] = location.pathname.split('/');
    if (room) {
      return this.open(room, { at: Number(seq) || null, isMove: false });
    }

    this.toList(false);
  }

  async open(id, { at = null, isMove = true } = {}) {
    const { rooms, feed, conversation, sidebar, typing, receipts, panes, tell } = this.#app;
    const asked = ++this.#asked;
    try {
      const room = rooms.get(id) ?? await rooms.add(id);
      if (asked !== this.#asked) {
        return; // Something else was chosen since.
      }

      this.#learn(id);
      feed.watch(id, room.lastSeq, true);
      if (isMove) {
        history.pushState(null, '', at ? `/chat/${id}/${at}` : `/chat/${id}`);
      }

      const isOpen = this.current === id;
      this.current = id;
      this.#page.dataset.view = 'room';
      sidebar.choose(id);
      if (isOpen && at) {
        if (!this.#section.checkVisibility()) {
          panes.close(); // On a small screen one stands before the other.
        }

        await conversation.goTo(at);
        return;
      }

      panes.close();
      typing.choose(id);
      receipts.clear();
      this.#redraw();
      conversation.composer.place(id, labelOf(room), refusalIn(room));
      await conversation.open(id, { at, readSeq: room.unread > 0 ? room.readSeq : null });
      if (asked === this.#asked && !at && !matchMedia('(pointer: coarse)').matches) {
        conversation.composer.focus();
      }
    } catch (fault) {
      if (asked === this.#asked) {
        tell(fault);
        this.toList();
      }
    }
  }

  /** The list may be a little behind, and whoever is here can be mentioned; the page works without both. */
  async #learn(id) {
    const { api, rooms, people } = this.#app;
    const [, members] = await Promise.allSettled([rooms.add(id), api.get(`/rooms/${id}/members`, { limit: 100 })]);
    people.see(...(members.value?.items ?? []).map(member => member.user));
    const others = rooms.get(id)?.kind === 'direct' ? rooms.get(id).others : [];
    await Promise.allSettled(others.map(user => people.learnStatus(user.id)));
  }

  /** No room is open; on a small screen that shows the list of them. */
  toList(isMove = true) {
    this.current = null;
    this.#page.dataset.view = 'list';
    this.#app.panes.close();
    this.#app.conversation.close();
    this.#app.sidebar.choose(null);
    if (isMove) {
      history.pushState(null, '', '/chat');
    }
  }

  #redraw() {
    const { rooms, people, presence, conversation } = this.#app;
    const room = rooms.get(this.current);
    if (room) {
      drawHeader(this.#section, room, people);
      conversation.composer.allow(labelOf(room), refusalIn(room));
    }

    const direct = rooms.all().filter(one => one.kind === 'direct');
    presence.watch([...(room?.isDirect ? [room] : []), ...direct].flatMap(one => one.others.map(user => user.id)));
  }
}

const labelOf = room => `Message ${room.isDirect ? '' : '#'}${room.name}`;
