// Choosing an emoji: one picker for the page, beside whatever asked for it.

import { placeBeside } from './beside.js';
import { el, find } from './dom.js';
import { emojiBeginning, Groups } from './emoji.js';

export class EmojiPicker {
  #box;
  #grid;
  #field;
  #take = () => {};
  #asker = null;

  constructor(box) {
    this.#box = box;
    this.#grid = find('.emoji-grid', box);
    this.#field = find('input', box);
    this.#field.addEventListener('input', () => this.#show());
    this.#field.addEventListener('keydown', event => {
      if (event.key === 'Enter') {
        find('button', this.#grid)?.click();
      }
    });
    this.#grid.addEventListener('keydown', event => this.#walk(event));
    box.addEventListener('toggle', event => event.newState === 'closed' && this.#asker?.focus());
  }

  pick(asker, take) {
    [this.#asker, this.#take] = [asker, take];
    this.#field.value = '';
    this.#show();
    this.#box.showPopover();
    placeBeside(this.#box, asker);
    this.#field.focus();
  }

  #show() {
    const text = this.#field.value.trim();
    const groups = text ? [['Found', emojiBeginning(text)]] : Groups;
    this.#grid.replaceChildren(...groups.flatMap(([title, emoji]) => [
      el('h3', {}, emoji.length > 0 ? title : 'None of this name'),
      el('div', { class: 'emojis' }, ...emoji.map(([name, one]) =>
        el('button', { type: 'button', 'aria-label': name.replaceAll('_', ' '), title: `:${name}:`, on: { click: () => this.#choose(one) } }, one))),
    ]));
  }

  #choose(emoji) {
    this.#box.hidePopover();
    this.#take(emoji);
  }

  #walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = [...this.#grid.querySelectorAll('button')];
    if (step) {
      event.preventDefault();
      all[all.indexOf(document.activeElement) + step]?.focus();
    }
  }
}
