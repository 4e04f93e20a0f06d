// An invitation that the address brings: asked about before it is taken.

import { Refusal } from './refusal.js';

/** @returns Whether the address held one. */
export async function takeInvitation({ api, ask, tell, enter, rooms }) {
  const query = new URLSearchParams(location.search);
  const [room, invite] = [query.get('room'), query.get('invite')];
  if (!room || !invite) {
    return false;
  }

  history.replaceState(null, '', '/chat');
  if (rooms.get(room)) {
    await enter(await api.get(`/rooms/${room}`));
  } else if (await ask('You are invited', `Do you want to enter ${await nameOf(api, room)}?`, 'Enter')) {
    await api.post(`/rooms/${room}/join`, { invite }).then(enter, tell);
  }

  return true;
}

/** A private room tells its name to its members alone. */
async function nameOf(api, room) {
  try {
    return (await api.get(`/rooms/${room}`)).name ?? 'the room';
  } catch (fault) {
    if (fault instanceof Refusal) {
      return 'the room';
    }

    throw fault;
  }
}
