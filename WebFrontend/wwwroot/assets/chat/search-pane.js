// Looking for what was said.

import { avatar } from './avatar.js';
import { el, find, nameOf } from './dom.js';
import { plainText } from './text.js';
import { brief } from './times.js';

export class SearchPane {
  #section;
  #app;
  #query = '';

  constructor(section, app) {
    [this.#section, this.#app] = [section, app];
    find('form', section).addEventListener('submit', event => {
      event.preventDefault();
      this.#query = find('input', section).value.trim();
      find('ol', section).replaceChildren();
      this.#look(null);
    });
  }

  focus() {
    find('input', this.#section).focus();
  }

  async #look(cursor) {
    const status = find('[role=status]', this.#section);
    find('[data-more]', this.#section)?.remove();
    if (!this.#query) {
      return;
    }

    try {
      status.textContent = 'Looking…';
      const page = await this.#app.api.get('/search', { q: this.#query, limit: 20, ...(cursor && { cursor }) });
      const list = find('ol', this.#section);
      list.append(...page.items.map(found => this.#row(found)));
      status.textContent = list.children.length === 0 ? 'Nothing was found.' : '';
      if (page.nextCursor) {
        list.after(el('button', { type: 'button', class: 'quiet small', data: { more: '' }, on: { click: () => this.#look(page.nextCursor) } }, 'Show more'));
      }
    } catch (fault) {
      status.textContent = fault.message;
    }
  }

  #row({ room, message, highlights }) {
    const { rooms, people, openRoom } = this.#app;
    return el('li', {}, el('a', { href: `/chat/${room}/${message.seq}`, on: { click: event => {
      event.preventDefault();
      openRoom(room, message.replyTo && !message.alsoInRoom ? message.replyTo : message.seq);
    } } },
    el('span', { class: 'hint' }, rooms.get(room)?.isDirect ? '' : '# ', nameOf(rooms.get(room)?.name ?? 'a room'), ` · ${brief(message.at)}`),
    el('span', { class: 'found-by' }, avatar(message.by?.id, message.by?.name ?? '?', 'little'), nameOf(message.by?.name ?? 'Somebody')),
    el('span', { class: 'text', dir: 'auto' }, ...marked(message.text ?? '', highlights, people))));
  }
}

/** The words that were looked for, marked, with a little of what stands around the first. */
function marked(text, highlights, people) {
  const first = highlights[0]?.start ?? 0;
  const cut = Math.max(0, first - 40);
  const mention = text.lastIndexOf('<@', cut);
  const from = mention >= 0 && text.indexOf('>', mention) >= cut ? mention : cut;
  const until = from + 180;
  const nodes = from > 0 ? ['…'] : [];
  let done = from;
  for (const { start, length } of [...highlights].sort((a, b) => a.start - b.start).filter(mark => mark.start >= from && mark.start + mark.length <= until)) {
    if (start >= done) {
      nodes.push(plainText(text.slice(done, start), people), el('mark', {}, text.slice(start, start + length)));
      done = start + length;
    }
  }

  return [...nodes, plainText(text.slice(done, until), people), text.length > until ? '…' : ''];
}
