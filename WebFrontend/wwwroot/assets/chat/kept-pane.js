// Messages that wait in a list of their own: where one was mentioned, what one saved, what a room has pinned.

import { el, find } from './dom.js';
import { foundRow, shownAt } from './found-row.js';
import { mayPin } from './message-menu.js';
import { plainText } from './text.js';

export class KeptPane {
  #section;
  #app;
  /** Which list is shown: what was asked for another one comes too late. */
  #shown = null;

  constructor(section, app) {
    [this.#section, this.#app] = [section, app];
  }

  mentions() {
    return this.#open('Mentions of you', 'Nobody has mentioned you.', page => this.#app.api.get('/me/mentions', page), mention =>
      foundRow(this.#app, mention, [el('span', { class: 'hint' }, 'mentioned you')]));
  }

  saved() {
    const { api } = this.#app;
    return this.#open('Saved messages', 'You have saved nothing.', page => api.get('/me/saved', page), ({ room, message }) =>
      this.#row(room, message, 'Remove', () => api.delete(`/me/saved/${room}/${message.seq}`)));
  }

  pins(room) {
    const { api } = this.#app;
    return this.#open('Pinned messages', 'Nothing is pinned here.', () => api.get(`/rooms/${room.id}/pins`), message =>
      this.#row(room.id, message, mayPin(room) ? 'Unpin' : null, () => api.delete(`/rooms/${room.id}/pins/${message.seq}`)));
  }

  async #open(title, none, load, row) {
    find('h2', this.#section).textContent = title;
    find('[data-close]', this.#section).setAttribute('aria-label', `Close: ${title}`);
    find('ol', this.#section).replaceChildren();
    this.#app.panes.show('kept');
    find('[data-close]', this.#section).focus();
    this.#shown = load;
    await this.#more(none, load, row, null);
  }

  async #more(none, load, row, cursor) {
    const [status, list] = [find('[role=status]', this.#section), find('ol', this.#section)];
    find('[data-more]', this.#section)?.remove();
    try {
      status.textContent = 'Looking…';
      const page = await load({ limit: 20, ...(cursor && { cursor }) });
      if (load !== this.#shown) {
        return;
      }

      list.append(...page.items.map(row));
      status.textContent = list.children.length === 0 && !page.nextCursor ? none : '';
      if (page.nextCursor) {
        list.after(el('button', { type: 'button', class: 'quiet small', data: { more: '' }, on: { click: () => this.#more(none, load, row, page.nextCursor) } }, 'Show more'));
      }
    } catch (fault) {
      if (load === this.#shown) {
        status.textContent = fault.message;
      }
    }
  }

  #row(room, message, name, act) {
    const row = foundRow(this.#app, { room, seq: shownAt(message), by: message.by, at: message.at },
      [message.deleted ? 'This message was deleted.' : plainText(message.text ?? '', this.#app.people)],
      name && el('button', { type: 'button', class: 'quiet small', 'aria-label': `${name}: ${plainText(message.text ?? '', this.#app.people)}`, on: {
        click: () => act().then(() => row.remove(), this.#app.tell),
      } }, name));
    return row;
  }
}
