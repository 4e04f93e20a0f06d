// What the server tells, given to whatever shows it.

import { Refusal } from './refusal.js';

export function follow(app) {
  const { feed, link, rooms, people, outbox, conversation, thread, typing, receipts, opener, presence, tell } = app;

  feed.on('event', (room, name, data) => {
    people.see(data.by, data.user, data.author);
    if (data.clientId) {
      outbox.settle(data.clientId);
    }

    if (name === 'message' && data.by) {
      typing.said(room, data.by.id);
    }

    rooms.apply(room, name, data);
    conversation.apply(room, name, data);
    thread.apply(room, name, data);
  });

  feed.on('passing', (name, data) => {
    if (name === 'typing') {
      typing.heard(data.room, data.user);
    } else if (name === 'presence') {
      presence.take([data]);
    } else if (name === 'receipt') {
      receipts.heard(data);
    }
  });

  feed.on('lost', room => {
    rooms.load().catch(tell);
    for (const shown of [conversation, thread]) {
      if (shown.list?.room === room) {
        shown.reload().catch(tell);
      }
    }
  });

  feed.on('gone', room => {
    rooms.remove(room);
    if (opener.current === room) {
      opener.toList();
    }
  });

  feed.on('own', async (name, data) => {
    if (name === 'room-added' && !rooms.get(data.room)) {
      await rooms.load().catch(tell);
      watchAll(app);
    } else if (name === 'room-removed') {
      feed.leave(data.room);
      rooms.remove(data.room);
      if (opener.current === data.room) {
        opener.toList();
      }
    } else if (name === 'settings' && !data.room) {
      await app.readOwnStatus().catch(tell);
    } else if (name === 'settings' || (name === 'read' && !data.thread && data.seq > (rooms.get(data.room)?.readSeq ?? 0)) || name === 'reload') {
      await rooms.load().catch(tell); // Another device has read or set something, or something was missed.
      watchAll(app);
    }
  });

  link.on('up', async () => {
    await feed.resume(opener.current);
    await rooms.load().catch(tell); // What is told without a number may have been missed.
    watchAll(app);
  });
  link.on('down', async () => {
    const fault = await app.api.get('/me').then(() => null, refused => refused);
    if (fault instanceof Refusal && fault.status === 401) {
      link.stop();
      app.banner.signedOut();
    }
  });
}

export function watchAll({ rooms, feed }) {
  rooms.all().forEach(room => feed.watch(room.id, room.lastSeq));
}
