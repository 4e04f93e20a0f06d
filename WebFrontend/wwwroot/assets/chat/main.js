// The page: makes its parts and puts them together.

import { Api } from './api.js';
import { showConnection } from './banner.js';
import { Conversation } from './conversation.js';
import { DetailsPane } from './details-pane.js';
import { confirmWith } from './dialogs.js';
import { el, find } from './dom.js';
import { EmojiPicker } from './emoji-picker.js';
import { Feed } from './feed.js';
import { follow, watchAll } from './happenings.js';
import { takeInvitation } from './invitation.js';
import { KeptPane } from './kept-pane.js';
import { Link } from './link.js';
import { Marks } from './marks.js';
import { Menu } from './menu.js';
import { browseDialog, newRoomDialog } from './new-room.js';
import { Outbox } from './outbox.js';
import { ownStatus } from './own-status.js';
import { Panes } from './panes.js';
import { People } from './people.js';
import { peopleDialog } from './people-picker.js';
import { Presence } from './presence.js';
import { Receipts } from './receipts.js';
import { RoomOpener } from './room-opener.js';
import { roomSettings } from './room-settings.js';
import { Rooms } from './rooms.js';
import { SearchPane } from './search-pane.js';
import { Sidebar } from './sidebar.js';
import { Typing } from './typing.js';

const page = find('#chat');
const { me, name, username, token } = page.dataset;
const app = { api: new Api(token), link: new Link('/hubs/chat') };
const dialog = id => find(`#${id}`);
const on = (selector, act) => page.querySelectorAll(selector).forEach(button => button.addEventListener('click', act));

app.people = new People(app.api, me);
app.people.see({ id: me, name, username });
app.rooms = new Rooms(app.api, app.people);
app.outbox = new Outbox(app.link, me);
app.feed = new Feed(app.link);
app.banner = showConnection(find('.banner', page), app.link, `/account/login?return=${encodeURIComponent(location.pathname)}`);
app.ask = confirmWith(dialog('confirm'));

const notes = find('.notes', page);
const note = (text, kind) => {
  const said = el('p', { class: kind }, text);
  notes.append(said);
  setTimeout(() => said.remove(), 6_000);
};
app.tell = fault => note(fault.message, 'fault');
app.say = text => note(text, 'good');

const picker = new EmojiPicker(dialog('emoji'));
app.pickEmoji = (asker, take) => picker.pick(asker, take);
app.menu = new Menu(dialog('menu'));
app.receipts = new Receipts(find('.seen', page), app);
const marks = new Marks(app.link, app.rooms);
app.openThread = (room, seq) => openThread(room, seq);
app.conversation = new Conversation(find('.room', page), app, { onSeen: (room, message) => {
  marks.seen(room, message);
  app.receipts.look(room, message);
} });
app.thread = new Conversation(find('[data-pane=thread]', page), app, { isThread: true, onSeen: (room, message) => marks.seenThread(room, message.replyTo, message) });
app.typing = new Typing(find('.typing', page), app.people);
app.presence = new Presence(app.link, app.people);
app.panes = new Panes(page, () => {
  app.thread.close();
  app.presence.show([]);
});
app.sidebar = new Sidebar(find('.rooms', page), app.rooms, app.people, id => app.opener.open(id));
app.opener = new RoomOpener(page, app);
app.openRoom = (id, at = null) => app.opener.open(id, { at });
const search = new SearchPane(find('[data-pane=search]', page), app);
const details = new DetailsPane(find('[data-pane=details]', page), app);
app.kept = new KeptPane(find('[data-pane=kept]', page), app);
app.changeRoom = roomSettings(dialog('room-settings'), app, room => {
  app.rooms.put(room);
  details.open(app.rooms.get(room.id)).catch(app.tell);
});
app.readOwnStatus = ownStatus(dialog('status'), find('[data-self]', page), app);

async function openThread(room, root) {
  const message = app.conversation.list.find(root) ?? await app.api.get(`/rooms/${room}/messages/${root}`);
  app.panes.show('thread');
  app.thread.composer.place(`${room}-${root}`, 'Reply');
  await app.thread.open(room, { root: { ...message } });
  app.thread.composer.focus();
}

async function enter(room) {
  app.rooms.put(room);
  await app.opener.open(room.id);
}

const openedDirect = users => app.api.post('/direct', { users: users.map(user => user.id) });
app.openDirect = async users => enter(await openedDirect(users));
let addTo = null;
const invite = peopleDialog(dialog('add-people'), { ...app, most: 20, done: async people => {
  for (const person of people) {
    await app.api.put(`/rooms/${addTo.id}/members/${person.id}`, { role: 'member' });
  }

  await details.open(addTo);
} });
app.addPeople = room => {
  addTo = room;
  invite();
};

on('[data-new-room]', newRoomDialog(dialog('new-room'), { ...app, enter }));
on('[data-browse]', browseDialog(dialog('browse'), { ...app, enter }));
on('[data-new-direct]', peopleDialog(dialog('new-direct'), { ...app, most: 9, done: async users => {
  const room = await openedDirect(users);
  return () => enter(room);
} }));
on('[data-search]', () => {
  app.panes.show('search');
  search.focus();
});
on('[data-mentions]', () => app.kept.mentions());
on('[data-saved]', () => app.kept.saved());
on('[data-details]', async () => {
  app.panes.show('details');
  await details.open(app.rooms.get(app.opener.current)).catch(app.tell);
});

addEventListener('focus', () => app.conversation.seen());
addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    page.dataset.view = 'list';
    find('.rooms input[type=search]', page).focus();
  }
});

follow(app);
try {
  await app.rooms.load();
  watchAll(app);
} catch (fault) {
  app.tell(fault);
}

app.link.start();
app.rooms.refreshNowAndThen();
app.enter = enter;
if (!await takeInvitation(app)) {
  await app.opener.openAddress();
}

page.dataset.ready = '';
