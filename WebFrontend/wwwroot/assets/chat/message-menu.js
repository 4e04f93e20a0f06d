// What can be done with a message beyond answering it.

export function messageMenu({ api, people, rooms, say, tell }, room, message) {
  const known = rooms.get(room);
  const attempt = (act, done) => act.then(result => say(done(result)), tell);
  return [
    ['Save for later', () => attempt(api.put(`/me/saved/${room}/${message.seq}`), () => 'The message is saved.')],
    mayPin(known) ? ['Pin', () => attempt(api.put(`/rooms/${room}/pins/${message.seq}`), () => 'The message is pinned.')] : null,
    ['Seen by', () => attempt(api.get(`/rooms/${room}/messages/${message.seq}/readers`), readers => seenBy(readers.filter(reader => reader.id !== people.me)))],
  ];
}

/** In a conversation everybody may; in a room whoever moderates it. */
export function mayPin(room) {
  return room?.isDirect || ['moderator', 'admin', 'owner'].includes(room?.role);
}

function seenBy(readers) {
  return readers.length === 0 ? 'Nobody else has seen it yet.' : `Seen by ${readers.map(reader => reader.name).join(', ')}.`;
}
