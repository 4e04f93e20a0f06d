// A message that is on its way, or was refused.

import { avatar } from './avatar.js';
import { el, nameOf } from './dom.js';
import { textBlock } from './text.js';

export function pendingView(entry, desk) {
  const name = desk.people.name(desk.people.me);
  return el('article', { class: entry.refused ? 'message refused' : 'message pending', 'aria-label': `${name}, not sent yet`, data: { client: entry.clientId } },
    avatar(desk.people.me, name),
    el('div', { class: 'said-by' }, nameOf(name, { class: 'who' }), ' ', el('span', { class: 'time' }, entry.refused ? '' : 'sending…')),
    el('div', { class: 'body' }, textBlock(entry.text, desk.people), entry.refused ? refusal(entry, desk) : null));
}

function refusal(entry, desk) {
  return el('p', { class: 'error', role: 'alert' }, `Not sent. ${entry.refused} `,
    el('button', { type: 'button', class: 'link', on: { click: () => desk.outbox.again(entry.clientId) } }, 'Try again'), ' ',
    el('button', { type: 'button', class: 'link', on: { click: () => desk.takeBack(entry) } }, 'Take back'));
}
