// One message on the page.

import { avatar } from './avatar.js';
import { arrange, el, icon, iconButton, nameOf } from './dom.js';
import { textBlock } from './text.js';
import { clock, full } from './times.js';

export class MessageView {
  #desk;
  #shown = '';

  /** @param desk What can be done with messages, and who is here. */
  constructor(desk, message) {
    this.#desk = desk;
    this.message = message;
    this.isEdited = false;
    this.element = el('article', { class: 'message', tabindex: '-1', data: { seq: message.seq } });
    this.element.view = this;
  }

  /** @param follows Whether it stands below another one of the same person. */
  show(follows = this.element.classList.contains('follows')) {
    this.element.classList.toggle('follows', follows);
    const now = JSON.stringify(this.message);
    if (now === this.#shown || this.isEdited) {
      return;
    }

    this.#shown = now;
    const { message } = this;
    const name = message.by?.name ?? 'Somebody';
    this.element.setAttribute('aria-label', `${name}, ${full(message.at ?? 0)}`);
    this.element.classList.toggle('mentions-me', message.mentions?.includes(this.#desk.people.me) || Boolean(message.everybody && message.by?.id !== this.#desk.people.me));
    arrange(this.element, [
      avatar(message.by?.id ?? message.by?.hook, name),
      el('div', { class: 'said-by' }, nameOf(name, { class: 'who' }), ' ', message.by?.hook ? el('span', { class: 'app' }, 'app') : null, this.#time()),
      this.#body(),
      message.deleted ? null : this.#reactions(),
      this.#replies(),
      message.deleted ? null : this.#actions(),
    ].filter(Boolean));
  }

  #time() {
    const { at, seq } = this.message;
    return el('a', { class: 'time', href: this.#desk.addressOf(seq), title: at ? full(at) : '', tabindex: '-1' }, el('time', { datetime: at }, at ? clock(at) : ''));
  }

  #body() {
    const { message } = this;
    if (message.deleted) {
      return el('div', { class: 'text gone' }, 'This message was deleted.');
    }

    const block = textBlock(message.text ?? '', this.#desk.people);
    if (message.editedAt) {
      block.append(' ', el('span', { class: 'edited', title: full(message.editedAt) }, '(edited)'));
    }

    return el('div', { class: 'body' }, message.replyTo && !this.#desk.thread ? el('p', { class: 'in-thread' }, 'also sent from a thread') : null, block);
  }

  #reactions() {
    const { message } = this;
    if (message.reactions.length === 0) {
      return null;
    }

    return el('div', { class: 'reactions' }, ...message.reactions.map(({ emoji, count, mine }) => el('button', {
      type: 'button', class: 'reaction', 'aria-pressed': String(mine), 'aria-label': `${emoji}, ${count}`, tabindex: '-1',
      on: { click: () => this.#desk.react(message, emoji, !mine) },
    }, `${emoji} `, el('span', {}, String(count)))), iconButton(icon('face'), 'Add a reaction', event => this.#pick(event), { tabindex: '-1', class: 'reaction add' }));
  }

  #replies() {
    const { replies, replyTo, seq } = this.message;
    const root = replyTo ?? seq;
    return replies > 0 && !this.#desk.thread ? el('button', { type: 'button', class: 'replies', tabindex: '-1', on: { click: () => this.#desk.openThread(root) } },
      replies === 1 ? '1 reply' : `${replies} replies`) : null;
  }

  #actions() {
    const { message } = this;
    const isMine = message.by?.id === this.#desk.people.me;
    const out = { tabindex: '-1' };
    return el('div', { class: 'actions', role: 'group', 'aria-label': 'Message' },
      ...['👍', '❤️', '😂'].map(emoji => iconButton(emoji, `React with ${emoji}`, () => this.#desk.react(message, emoji, true), out)),
      iconButton(icon('face'), 'React', event => this.#pick(event), out),
      this.#desk.thread ? null : iconButton(icon('thread'), 'Reply in a thread', () => this.#desk.openThread(message.replyTo ?? message.seq), out),
      isMine ? iconButton(icon('pen'), 'Edit', () => this.#desk.edit(this), out) : null,
      isMine || this.#desk.isModerator() ? iconButton(icon('bin'), 'Delete', () => this.#desk.remove(message), out) : null,
      iconButton(icon('more'), 'More', event => this.#desk.more(message, event.currentTarget), { ...out, 'aria-haspopup': 'menu' }));
  }

  /** Draws it anew, whatever stands there. */
  redraw() {
    this.#shown = '';
    this.show();
  }

  #pick(event) {
    this.#desk.pickEmoji(event.currentTarget, emoji => this.#desk.react(this.message, emoji, true));
  }

  /** Only the buttons of the message that has the focus are reached with the tab key. */
  setReachable(isReachable) {
    this.element.tabIndex = isReachable ? 0 : -1;
    this.element.querySelectorAll('button, a').forEach(control => { control.tabIndex = isReachable ? 0 : -1; });
  }
}
