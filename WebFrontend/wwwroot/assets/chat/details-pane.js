// What a room is, and who is in it.

import { avatar } from './avatar.js';
import { el, find, nameOf } from './dom.js';

const Page = 100;

export class DetailsPane {
  #section;
  #app;

  constructor(section, app) {
    [this.#section, this.#app] = [section, app];
  }

  async open(room) {
    const { api, people, ask, tell, addPeople } = this.#app;
    const [full, members] = await Promise.all([api.get(`/rooms/${room.id}`), api.get(`/rooms/${room.id}/members`, { limit: Page })]);
    people.see(...members.items.map(member => member.user));
    const isAdmin = full.role === 'owner' || full.role === 'admin';
    find('[data-about]', this.#section).replaceChildren(
      el('h3', {}, nameOf(room.name)),
      full.topic ? el('p', { dir: 'auto' }, full.topic) : '',
      full.description ? el('p', { class: 'hint said', dir: 'auto' }, full.description) : '',
      room.isDirect ? '' : el('div', { class: 'row' },
        isAdmin ? el('button', { type: 'button', class: 'quiet small', on: { click: () => addPeople(room) } }, 'Add people') : '',
        el('button', { type: 'button', class: 'quiet small', on: { click: async () => {
          if (await ask(`Leave ${room.name}?`, 'You can come back to public rooms at any time.', 'Leave')) {
            await api.post(`/rooms/${room.id}/leave`, {}).catch(tell);
          }
        } } }, 'Leave the room')),
      el('h3', {}, `${full.members} ${full.members === 1 ? 'member' : 'members'}`),
      el('ul', { class: 'members' }, ...members.items.filter(member => member.role).map(member => this.#member(member))),
      full.members > members.items.length ? el('p', { class: 'hint' }, `The first ${members.items.length} are shown.`) : '');
  }

  #member({ user, role, muted }) {
    const { people, openDirect, tell } = this.#app;
    const isMe = user.id === people.me;
    return el('li', {},
      el('span', { class: 'face' }, avatar(user.id, user.name), el('span', { class: `state ${people.state(user.id)}`, data: { state: user.id } })),
      el('span', { class: 'member' }, nameOf(user.name), isMe ? ' (you)' : '', el('span', { class: 'hint' }, ` ${role === 'member' ? '' : role}${muted ? ' muted' : ''}`)),
      isMe ? '' : el('button', { type: 'button', class: 'quiet small', 'aria-label': `Write to ${user.name}`, on: { click: () => openDirect([user]).catch(tell) } }, 'Message'));
  }
}
