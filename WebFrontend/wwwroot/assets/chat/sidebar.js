// The list of rooms and conversations.

import { avatar } from './avatar.js';
import { arrange, el, find, icon, nameOf } from './dom.js';
import { plainText } from './text.js';
import { brief } from './times.js';

export class Sidebar {
  #nav;
  #rooms;
  #people;
  #open;
  #filter;
  #rows = new Map();
  #current = null;

  /** @param open Called with the id of the room that is chosen. */
  constructor(nav, rooms, people, open) {
    [this.#nav, this.#rooms, this.#people, this.#open] = [nav, rooms, people, open];
    this.#filter = find('input[type=search]', nav);
    this.#filter.addEventListener('input', () => this.draw());
    this.#filter.addEventListener('keydown', event => event.key === 'Enter' && find('ul a', nav)?.click());
    rooms.on('changed', () => this.draw());
    people.on('state', () => this.draw());
  }

  choose(id) {
    this.#current = id;
    this.draw();
  }

  draw() {
    const wanted = this.#filter.value.trim().toLowerCase();
    const shown = this.#rooms.all().filter(room => room.name.toLowerCase().includes(wanted));
    for (const [list, rooms] of [['[data-rooms]', shown.filter(room => !room.isDirect)], ['[data-direct]', shown.filter(room => room.isDirect)]]) {
      const place = find(list, this.#nav);
      arrange(place, rooms.map(room => this.#row(room)));
      place.nextElementSibling.hidden = rooms.length > 0;
    }

    document.title = this.#rooms.unread > 0 ? `(${this.#rooms.unread}) Chat` : 'Chat';
  }

  #row(room) {
    const isCurrent = room.id === this.#current;
    const unread = isCurrent && document.hasFocus() ? 0 : room.unread;
    const state = room.kind === 'direct' && room.others.length === 1 ? this.#people.state(room.others[0].id) : null;
    const key = JSON.stringify([room.name, room.lastMessage?.seq, room.lastMessage?.text, unread, room.mentions, isCurrent, state, room.isPrivate, room.archived]);
    const known = this.#rows.get(room.id);
    if (known?.key === key) {
      return known.row;
    }

    const row = known?.row ?? el('li');
    this.#rows.set(room.id, { key, row });
    row.replaceChildren(el('a', {
      href: `/chat/${room.id}`, class: unread > 0 ? 'unread' : '', 'aria-current': isCurrent ? 'page' : null,
      on: { click: event => this.#chosen(event, room.id) },
    }, this.#icon(room, state), el('span', { class: 'room-name' }, nameOf(room.name)), el('span', { class: 'when' }, room.lastMessage?.at ? brief(room.lastMessage.at) : ''),
    el('span', { class: 'last' }, this.#last(room)), unread > 0 ? badge(unread, room.mentions, room.isDirect) : null));
    return row;
  }

  #chosen(event, id) {
    if (!event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      this.#open(id);
    }
  }

  #icon(room, state) {
    return room.isDirect
      ? el('span', { class: 'face' }, avatar(room.others[0]?.id ?? room.id, room.name), state ? el('span', { class: `state ${state}` }, el('span', { class: 'unseen' }, state)) : null)
      : el('span', { class: 'hash', 'aria-hidden': 'true' }, room.isPrivate ? icon('lock') : '#');
  }

  #last(room) {
    const { lastMessage } = room;
    const text = !lastMessage ? '' : lastMessage.deleted || lastMessage.erased ? 'deleted' : plainText(lastMessage.text ?? '', this.#people);
    return room.kind === 'direct' || !text ? text : `${lastMessage.by?.name ?? 'Somebody'}: ${text}`;
  }
}

function badge(unread, mentions, isDirect) {
  const loud = isDirect || mentions > 0;
  return el('span', { class: loud ? 'badge loud' : 'badge' }, el('span', { 'aria-hidden': 'true' }, mentions > 0 && !isDirect ? `@${unread}` : unread > 99 ? '99+' : String(unread)),
    el('span', { class: 'unseen' }, `${unread} unread${mentions > 0 ? `, ${mentions} mentions of you` : ''}`));
}
