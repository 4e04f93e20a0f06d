// The head of the conversation: which room it is, who is there, what it is about.

import { find, icon, nameOf } from './dom.js';

export function drawHeader(section, room, people) {
  const other = room.kind === 'direct' && room.others.length === 1 ? room.others[0] : null;
  find('h2', section).replaceChildren(room.isDirect ? '' : room.isPrivate ? icon('lock') : '# ', nameOf(room.name));
  find('[data-topic]', section).replaceChildren(
    other ? nameOf([stateWords(people.state(other.id)), statusWords(people.status(other.id))].filter(Boolean).join(' · ')) : room.isDirect ? `${room.members} people` : nameOf(room.topic ?? ''));
  find('[data-members]', section).textContent = String(room.members);
  find('[data-details]', section).setAttribute('aria-label', room.members === 1 ? 'Details, 1 member' : `Details, ${room.members} members`);
}

/** Why the person may not write here; null where they may. */
export function refusalIn(room) {
  return room.archived ? 'This room is archived: it is read, not written.' : room.muted ? 'You may read here but not write.' : null;
}

export function stateWords(state) {
  return { online: 'online', away: 'away', dnd: 'does not want to be disturbed', invisible: 'invisible' }[state] ?? '';
}

/** What somebody tells of themselves. */
export function statusWords(status) {
  return [status?.emoji, status?.text].filter(Boolean).join(' ');
}
