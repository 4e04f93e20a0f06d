// Looking for what was said.

import { el, find } from './dom.js';
import { foundRow, shownAt } from './found-row.js';
import { plainText } from './text.js';

export class SearchPane {
  #section;
  #app;
  #query = '';
  #asked = 0;

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
    const asked = ++this.#asked;
    const status = find('[role=status]', this.#section);
    find('[data-more]', this.#section)?.remove();
    if (!this.#query) {
      status.textContent = '';
      return;
    }

    try {
      status.textContent = 'Looking…';
      const page = await this.#app.api.get('/search', { q: this.#query, limit: 20, ...(cursor && { cursor }) });
      if (asked !== this.#asked) {
        return; // Other words are looked for.
      }

      const list = find('ol', this.#section);
      list.append(...page.items.map(found => this.#row(found)));
      status.textContent = list.children.length === 0 ? 'Nothing was found.' : '';
      if (page.nextCursor) {
        list.after(el('button', { type: 'button', class: 'quiet small', data: { more: '' }, on: { click: () => this.#look(page.nextCursor) } }, 'Show more'));
      }
    } catch (fault) {
      if (asked === this.#asked) {
        status.textContent = fault.message;
      }
    }
  }

  #row({ room, message, highlights }) {
    return foundRow(this.#app, { room, seq: shownAt(message), by: message.by, at: message.at }, marked(message.text ?? '', highlights, this.#app.people));
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
