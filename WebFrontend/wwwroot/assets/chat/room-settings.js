// What is set of a room, changed by its admins.

import { formDialog } from './dialogs.js';

/** @returns Opens the dialog for a room, as the server has it; `changed` is called with what it has become. */
export function roomSettings(dialog, { api }, changed) {
  let room = null;
  const open = formDialog(dialog, {
    open(form) {
      const { name, topic, description, slowModeSeconds, visibility, archived } = form.elements;
      [name.value, topic.value, description.value] = [room.name, room.topic ?? '', room.description ?? ''];
      chooseNear(slowModeSeconds, room.slowModeSeconds);
      [visibility.checked, archived.checked] = [room.visibility === 'private', room.archived];
    },
    async submit(form) {
      const { name, topic, description, slowModeSeconds, visibility, archived } = form.elements;
      const next = await api.patch(`/rooms/${room.id}`, {
        name: name.value, topic: topic.value || null, description: description.value || null, slowModeSeconds: Number(slowModeSeconds.value),
        visibility: visibility.checked ? 'private' : 'public', archived: archived.checked,
      }, room.version);
      return () => changed(next);
    },
  });
  return of => {
    room = of;
    open();
  };
}

/** What another client set stands among the choices too. */
function chooseNear(select, seconds) {
  if (![...select.options].some(option => Number(option.value) === seconds)) {
    select.add(new Option(`${seconds} seconds`, String(seconds)));
  }

  select.value = String(seconds);
}
