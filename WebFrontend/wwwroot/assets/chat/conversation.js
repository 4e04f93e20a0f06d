// What is said in a room, or in one of its threads: the log, the composer below it, and what can be done with messages.

import { Composer } from './composer.js';
import { editInPlace } from './editor.js';
import { find } from './dom.js';
import { walkable } from './keys.js';
import { messageMenu } from './message-menu.js';
import { Messages } from './messages.js';
import { editableText } from './text.js';
import { Timeline } from './timeline.js';

export class Conversation {
  #app;
  #log;
  #jump;
  #walk;
  #timeline = null;
  list = null;

  /** @param onSeen Called with a message when the end of the list is in sight. */
  constructor(section, app, { isThread = false, onSeen = () => {} } = {}) {
    [this.#app, this.isThread, this.onSeen] = [app, isThread, onSeen];
    this.#log = find('[role=log]', section);
    this.#jump = find('[data-jump]', section);
    this.#walk = walkable(this.#log);
    this.composer = new Composer(find('form.composer', section), app, {
      send: text => this.#send(text, find('[name=alsoInRoom]', section)),
      typing: () => app.link.isUp && app.link.ask('Typing', this.list.room).catch(() => {}), // Nobody misses it.
      editLast: () => this.#editLast(),
    });
    this.#log.addEventListener('scroll', () => this.#timeline?.moved(), { passive: true });
    this.#jump.addEventListener('click', () => this.toNewest().catch(app.tell));
    new ResizeObserver(() => this.#timeline?.resized()).observe(this.#log);
    app.outbox.on('changed', room => room === this.list?.room && this.#timeline.draw());
    app.people.on('changed', id => this.#rename(id));
  }

  /** @param at The number of a message to begin at; the newest where there is none.
      @param root The message that the thread is about. */
  async open(room, { root = null, at = null, readSeq = null } = {}) {
    const list = new Messages(this.#app.api, this.#app.people.me, room, root);
    this.list = list;
    this.#timeline = new Timeline(this.#log, this.#desk(), list, { readSeq, onMove: isAtEnd => this.#moved(isAtEnd) });
    this.#log.setAttribute('aria-live', 'off'); // What was said before is not read out.
    await (at ? list.loadAround(at) : list.loadNewest());
    if (at && this.list === list) {
      this.#timeline.goTo(at);
    }

    requestAnimationFrame(() => this.#log.setAttribute('aria-live', 'polite'));
  }

  close() {
    this.list = null;
    this.#timeline = null;
    this.#log.replaceChildren();
  }

  /** So much was missed that it is read anew. */
  async reload() {
    await this.list.loadNewest();
  }

  apply(room, name, data) {
    if (room === this.list?.room) {
      this.list.apply(name, data);
      this.seen();
    }
  }

  /** Whoever looks at the end has read it. */
  seen() {
    const last = this.list?.items.at(-1);
    if (last && this.#timeline?.isAtEnd && document.visibilityState === 'visible' && document.hasFocus()) {
      this.onSeen(this.list.room, last);
    }
  }

  async toNewest() {
    if (this.list.hasAfter) {
      await this.list.loadNewest();
    }

    this.#timeline.toEnd();
  }

  async goTo(seq) {
    const { list } = this;
    if (!list.find(seq)) {
      await list.loadAround(seq);
    }

    if (this.list === list) {
      this.#timeline.goTo(seq);
    }
  }

  #moved(isAtEnd) {
    this.#jump.hidden = isAtEnd;
    this.seen();
  }

  #send(text, also) {
    this.#app.outbox.add(this.list.room, text, { replyTo: this.list.thread, alsoInRoom: also?.checked ?? false });
    if (also) {
      also.checked = false;
    }

    this.toNewest().catch(fault => this.#app.tell(fault));
  }

  #editLast() {
    const mine = this.list.items.findLast(message => message.by?.id === this.#app.people.me && !message.deleted);
    if (mine) {
      this.#desk().edit(this.#timeline.view(mine.seq));
    }
  }

  #rename(id) {
    const name = `@${this.#app.people.name(id)}`;
    this.#log.querySelectorAll(`[data-person="${CSS.escape(id)}"]`).forEach(mention => { mention.textContent = name; });
  }

  #desk() {
    const { link, people, outbox, rooms, pickEmoji, openThread, menu, ask, tell } = this.#app;
    const room = () => this.list.room;
    const attempt = act => act.catch(tell);
    return {
      people, outbox, pickEmoji, tell, thread: this.isThread, openThread: seq => openThread(room(), seq),
      addressOf: seq => `/chat/${room()}/${seq}`,
      listOf: () => this.list,
      focus: view => this.#walk.focus(view),
      isModerator: () => ['moderator', 'admin', 'owner'].includes(rooms.get(room())?.role),
      beginning: list => (list.thread ? '' : `This is the beginning of ${rooms.get(list.room)?.name ?? 'this room'}.`),
      react: (message, emoji, on) => attempt(link.ask(on ? 'React' : 'Unreact', room(), message.seq, emoji)),
      more: (message, asker) => menu.show(asker, messageMenu(this.#app, room(), message)),
      edit: view => editInPlace(view, people, text => link.ask('Edit', room(), view.message.seq, text)),
      remove: async message => {
        if (await ask('Delete this message?', 'It is gone for everybody.', 'Delete')) {
          await attempt(link.ask('Delete', room(), message.seq));
        }
      },
      takeBack: entry => {
        outbox.settle(entry.clientId);
        this.composer.put(editableText(entry.text, people));
      },
    };
  }
}
