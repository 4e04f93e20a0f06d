// A message in a list, which leads to where it was said.

import { avatar } from './avatar.js';
import { el, nameOf } from './dom.js';
import { brief } from './times.js';

/** @param at Which message: `room`, `seq`, `by` and `at`. */
export function foundRow({ rooms, openRoom }, { room, seq, by, at }, content, more = null) {
  const open = event => {
    event.preventDefault();
    openRoom(room, seq);
  };
  return el('li', {}, el('a', { href: `/chat/${room}/${seq}`, on: { click: open } },
    el('span', { class: 'hint' }, rooms.get(room)?.isDirect ? '' : '# ', nameOf(rooms.get(room)?.name ?? 'a room'), ` · ${brief(at)}`),
    el('span', { class: 'found-by' }, avatar(by?.id ?? by?.hook, by?.name ?? '?', 'little'), nameOf(by?.name ?? 'Somebody')),
    el('span', { class: 'text', dir: 'auto' }, ...content)), more);
}

/** Where the list of a room shows a message: a reply stands below its root. */
export const shownAt = message => (message.replyTo && !message.alsoInRoom ? message.replyTo : message.seq);
