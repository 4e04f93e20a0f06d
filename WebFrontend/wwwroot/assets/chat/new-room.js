// Making a room, and entering one of the public ones.

import { el, find, nameOf } from './dom.js';
import { formDialog } from './dialogs.js';
import { newId } from './ids.js';
import { calm } from './signals.js';

export function newRoomDialog(dialog, { api, enter }) {
  return formDialog(dialog, {
    async submit(form) {
      const { name, topic, visibility } = Object.fromEntries(new FormData(form));
      const made = await api.post('/rooms', { name, topic: topic || null, visibility: visibility ?? 'public' }, newId());
      return () => enter(made);
    },
  });
}

export function browseDialog(dialog, { api, rooms, enter }) {
  const list = find('ul', dialog);
  const none = find('[data-none]', dialog);
  const field = find('input', dialog);
  let asked = 0;

  async function look() {
    const words = field.value.trim();
    const asking = ++asked;
    const page = await api.get('/rooms', { limit: 50, sort: words ? 'name' : 'activity', ...(words && { q: words }) });
    if (asking !== asked) {
      return; // Other words are looked for.
    }

    none.hidden = page.items.length > 0;
    list.replaceChildren(...page.items.map(room => el('li', {},
      el('div', {}, el('strong', {}, '# ', nameOf(room.name)), el('p', { class: 'hint' }, `${room.members} ${room.members === 1 ? 'member' : 'members'}`, room.topic ? ` · ${room.topic}` : '')),
      el('button', { type: 'button', class: 'quiet small', 'aria-label': `${rooms.get(room.id) ? 'Open' : 'Join'} ${room.name}`, on: { click: () => join(room) } }, rooms.get(room.id) ? 'Open' : 'Join'))));
  }

  async function join(room) {
    const said = find('[role=alert]', dialog);
    try {
      const entered = rooms.get(room.id) ? room : await api.post(`/rooms/${room.id}/join`);
      dialog.close();
      await enter(entered);
    } catch (fault) {
      said.textContent = fault.message;
    }
  }

  const tell = fault => { find('[role=alert]', dialog).textContent = fault.message; };
  const lookSoon = calm(200, () => look().catch(tell));
  field.addEventListener('input', lookSoon);
  return formDialog(dialog, { open: lookSoon, submit: look });
}
