// What whoever runs a room can do about one of its members: nobody acts on an equal or higher role.

const Ranks = ['guest', 'member', 'moderator', 'admin', 'owner'];
const Hour = 3_600_000;

/** @returns Items of a menu; none where nothing can be done. */
export function memberMenu({ api, ask, tell }, room, { user, role, muted }, changed) {
  const [mine, theirs] = [Ranks.indexOf(room.role), Ranks.indexOf(role)];
  if (mine < Ranks.indexOf('moderator') || theirs >= mine || room.kind !== 'room') {
    return [];
  }

  const at = what => `/rooms/${room.id}/${what}/${user.id}`;
  const attempt = act => act.then(changed, tell);
  const after = async (title, text, yes, act) => await ask(title, text, yes) && attempt(act());
  const roles = mine < Ranks.indexOf('admin') ? [] : Ranks.slice(0, mine).filter(other => other !== role);
  return [
    ...roles.map(other => [`Make ${other}`, () => attempt(api.put(at('members'), { role: other }))]),
    room.role === 'owner' ? ['Make owner', () => after(`Make ${user.name} the owner?`, 'You become an admin of the room.', 'Hand over', () =>
      api.put(at('members'), { role: 'owner' }))] : null,
    ...(muted ? [['Let write again', () => attempt(api.delete(at('mutes')))]] : [
      ['Mute for an hour', () => attempt(api.put(at('mutes'), { until: new Date(Date.now() + Hour).toISOString() }))],
      ['Mute', () => attempt(api.put(at('mutes'), {}))],
    ]),
    ['Remove', () => after(`Remove ${user.name}?`, 'They may come back as anybody else.', 'Remove', () => api.delete(at('members')))],
    ['Ban', () => after(`Ban ${user.name}?`, 'They are removed, and cannot come back until the ban is lifted.', 'Ban', () => api.put(at('bans'), {}))],
  ].filter(Boolean);
}
