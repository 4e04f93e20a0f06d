// Choosing people by the beginning of their user names.

import { avatar } from './avatar.js';
import { el, find, nameOf } from './dom.js';
import { formDialog } from './dialogs.js';
import { calm } from './signals.js';

/** @param done Called with the people who were chosen. */
export function peopleDialog(dialog, { api, people, most, done }) {
  const field = find('input', dialog);
  const found = find('[data-found]', dialog);
  const chosenList = find('[data-chosen]', dialog);
  const said = find('[role=alert]', dialog);
  let chosen = [];
  let asked = 0;

  async function look() {
    const text = field.value.trim().replace(/^@/, '');
    const asking = ++asked;
    const persons = text ? await api.get('/users', { q: text }) : [];
    if (asking !== asked) {
      return; // More was typed, or somebody chosen.
    }

    people.see(...persons);
    const rest = persons.filter(person => !chosen.some(one => one.id === person.id));
    found.replaceChildren(...rest.map(person => el('li', {}, el('button', { type: 'button', class: 'person', on: { click: () => choose(person) } },
      avatar(person.id, person.name), el('span', {}, nameOf(person.name), ' ', el('span', { class: 'hint' }, `@${person.username}`))))));
    find('[data-none]', dialog).hidden = !text || rest.length > 0;
  }

  function choose(person) {
    if (chosen.length < most) {
      chosen = [...chosen, person];
      field.value = '';
      draw();
      look();
    }

    field.focus();
  }

  function draw() {
    chosenList.replaceChildren(...chosen.map(person => el('li', {}, el('button', {
      type: 'button', class: 'chip', 'aria-label': `Leave out ${person.name}`, on: { click: () => { chosen = chosen.filter(one => one !== person); draw(); } },
    }, nameOf(person.name), ' ×'))));
    find('[type=submit]', dialog).disabled = chosen.length === 0;
  }

  const lookSoon = calm(200, () => look().catch(fault => { said.textContent = fault.message; }));
  field.addEventListener('input', lookSoon);
  field.addEventListener('keydown', event => {
    const first = find('button', found);
    if (event.key === 'Enter' && field.value.trim() && first) {
      event.preventDefault();
      first.click();
    }
  });
  return formDialog(dialog, {
    open() {
      chosen = [];
      asked++;
      found.replaceChildren();
      draw();
    },
    submit: () => done(chosen),
  });
}
