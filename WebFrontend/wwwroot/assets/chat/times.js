// Instants as people read them, in their own language and zone.

const Clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const Day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const ShortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const Full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

const midnight = at => new Date(at).setHours(0, 0, 0, 0);

function daysAgo(at) {
  return Math.round((midnight(Date.now()) - midnight(at)) / 86_400_000);
}

export const clock = at => Clock.format(new Date(at));

export const full = at => Full.format(new Date(at));

export const sameDay = (a, b) => midnight(a) === midnight(b);

export function day(at) {
  const ago = daysAgo(at);
  return ago === 0 ? 'Today' : ago === 1 ? 'Yesterday' : Day.format(new Date(at));
}

/** As short as it can be. */
export function brief(at) {
  return daysAgo(at) === 0 ? clock(at) : daysAgo(at) === 1 ? 'Yesterday' : ShortDay.format(new Date(at));
}
