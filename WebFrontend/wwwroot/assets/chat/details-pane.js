// What a room is, and who is in it.

import { avatar } from './avatar.js';
import { el, find, icon, iconButton, nameOf } from './dom.js';
import { memberMenu } from './member-menu.js';

const Page = 100;

export class DetailsPane {
  #section;
  #app;
  #asked = 0;

  constructor(section, app) {
    [this.#section, this.#app] = [section, app];
    app.people.on('state', (id, state) => section.querySelectorAll(`[data-state="${CSS.escape(id)}"]`).forEach(mark => { mark.className = `state ${state}`; }));
  }

  async open(room) {
    const { api, people, presence } = this.#app;
    const asked = ++this.#asked;
    const isModerator = ['moderator', 'admin', 'owner'].includes(room.role) && !room.isDirect;
    const [full, members, banned] = await Promise.all([
      api.get(`/rooms/${room.id}`), api.get(`/rooms/${room.id}/members`, { limit: Page }),
      isModerator ? api.get(`/rooms/${room.id}/members`, { limit: Page, banned: true }) : { items: [] },
    ]);
    if (asked !== this.#asked) {
      return; // Asked again since: that answer is shown.
    }

    people.see(...members.items.map(member => member.user));
    presence.show(members.items.map(member => member.user.id));
    find('[data-about]', this.#section).replaceChildren(
      el('h3', {}, nameOf(room.name)),
      full.topic ? el('p', { dir: 'auto' }, full.topic) : '',
      full.description ? el('p', { class: 'hint said', dir: 'auto' }, full.description) : '',
      this.#level(room),
      this.#buttons(room, full),
      el('h3', {}, `${full.members} ${full.members === 1 ? 'member' : 'members'}`),
      el('ul', { class: 'members' }, ...members.items.filter(member => member.role).map(member => this.#member(room, full, member))),
      full.members > members.items.length ? el('p', { class: 'hint' }, `The first ${members.items.length} are shown.`) : '',
      ...(banned.items.length === 0 ? [] : [el('h3', {}, 'Banned'), el('ul', { class: 'members' }, ...banned.items.map(member => this.#banned(room, member)))]));
  }

  #level(room) {
    const { api, say, tell } = this.#app;
    const choice = el('select', { on: { change: () => api.put(`/rooms/${room.id}/settings`, { level: choice.value }).then(() => {
      room.level = choice.value;
      say('It is set.');
    }, fault => {
      choice.value = room.level ?? 'mentions';
      tell(fault);
    }) } }, ...[['all', 'every message'], ['mentions', room.isDirect ? 'messages to me' : 'mentions'], ['none', 'nothing']].map(([level, name]) =>
      el('option', { value: level, selected: level === (room.level ?? 'mentions') }, name)));
    return el('label', {}, 'Notify me of', choice);
  }

  #buttons(room, full) {
    const { api, ask, tell, addPeople, kept, changeRoom } = this.#app;
    const isAdmin = full.role === 'owner' || full.role === 'admin';
    const button = (name, act) => el('button', { type: 'button', class: 'quiet small', on: { click: act } }, name);
    return el('div', { class: 'row' },
      button('Pinned messages', () => kept.pins(room)),
      ...(room.isDirect ? [] : [
        isAdmin ? button('Add people', () => addPeople(room)) : '',
        isAdmin ? button('Room settings', () => changeRoom(full)) : '',
        button('Leave the room', async () => {
          if (await ask(`Leave ${room.name}?`, 'You can come back to public rooms at any time.', 'Leave')) {
            await api.post(`/rooms/${room.id}/leave`, {}).catch(tell);
          }
        }),
      ]));
  }

  #banned(room, { user }) {
    const { api, tell } = this.#app;
    return el('li', {}, avatar(user.id, user.name), el('span', { class: 'member' }, nameOf(user.name)),
      el('button', { type: 'button', class: 'quiet small', 'aria-label': `Lift the ban of ${user.name}`, on: {
        click: () => api.delete(`/rooms/${room.id}/bans/${user.id}`).then(() => this.open(room)).catch(tell),
      } }, 'Lift the ban'));
  }

  #member(room, full, member) {
    const { people, openDirect, menu, tell } = this.#app;
    const { user, role, muted } = member;
    const items = memberMenu(this.#app, full, member, () => this.open(room).catch(tell));
    const isMe = user.id === people.me;
    return el('li', {},
      el('span', { class: 'face' }, avatar(user.id, user.name), isMe ? '' : el('span', { class: `state ${people.state(user.id)}`, data: { state: user.id } })),
      el('span', { class: 'member' }, nameOf(user.name), isMe ? ' (you)' : '', el('span', { class: 'hint' }, ` ${role === 'member' ? '' : role}${muted ? ' muted' : ''}`)),
      isMe ? '' : el('button', { type: 'button', class: 'quiet small', 'aria-label': `Message ${user.name}`, on: { click: () => openDirect([user]).catch(tell) } }, 'Message'),
      items.length === 0 ? '' : iconButton(icon('more'), `Manage ${user.name}`, event => menu.show(event.currentTarget, items), { 'aria-haspopup': 'menu' }));
  }
}
