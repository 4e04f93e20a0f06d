// What the server refuses, in words for people.

const Words = {
  'muted': 'You may read here but not write.',
  'banned': 'You are banned from this room.',
  'blocked': 'This person does not take messages from you.',
  'room-archived': 'This room is archived: it is read, not written.',
  'room-not-found': 'This room is not there, or you are not in it.',
  'room-full': 'This room is full.',
  'invite-required': 'This room is joined by invitation.',
  'invite-expired': 'This invitation has ended.',
  'owner-must-transfer': 'You own this room: name a new owner first.',
  'not-allowed': 'Your role in this room does not allow this.',
  'not-author': 'Only its author may change a message.',
  'edit-window-closed': 'It is too late to change this message.',
  'message-deleted': 'This message was deleted.',
  'message-not-found': 'This message is not there any more.',
  'text-invalid': 'A message has 1 to 8,000 characters.',
  'word-blocked': 'A word in it is not wanted in this room.',
  'too-many-mentions': 'A message mentions at most 50 people.',
  'mention-all-not-allowed': 'You may not mention everybody in this room.',
  'too-many-reactions': 'This message has 20 kinds of reactions already.',
  'too-many-rooms': 'You are in too many rooms. Leave some first.',
  'too-many-pins': 'This room has 100 pins already.',
  'too-many-saved': 'You have saved 500 messages. Remove some first.',
  'too-many-bans': 'This room has banned 5,000 people already.',
  'too-many-listeners': 'This room tells 200 people of every message already. Choose mentions.',
  'room-too-large': 'Who has read is shown in rooms of at most 50 people.',
  'member-not-found': 'This person is not in the room any more.',
  'stale': 'Somebody changed it meanwhile. Open it again.',
  'setting-invalid': 'This cannot be set so.',
  'user-not-found': 'Nobody has this name.',
  'query-invalid': 'This search cannot be read.',
  'search-busy': 'The search takes too long just now. Try again.',
  'slow-mode': 'This room takes a message from you now and then.',
  'too-fast': 'You are sending too fast.',
  'rate-limited': 'Too much at once. Try again in a moment.',
  'csrf': 'You signed in or out in another window. Reload this page.',
  'unauthenticated': 'You are signed out. Sign in again.',
};

export class Refusal extends Error {
  constructor({ code, status, retryAfter, title }) {
    super(Words[code] ?? title ?? `This did not work (${code ?? status}).`);
    Object.assign(this, { code, status, retryAfter });
  }

  /** Whether the same may be tried again as it is. */
  get isPassing() {
    return this.status === 429 || this.status >= 500;
  }
}
