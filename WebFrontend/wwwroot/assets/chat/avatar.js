// A person's or a room's letter on a colour of its own.

import { el } from './dom.js';

const Colours = 8;

export function avatar(id, name, more = '') {
  const sum = [...(id ?? '')].reduce((total, letter) => (total * 31 + letter.codePointAt(0)) % 9_973, 7);
  return el('span', { class: `avatar tint-${sum % Colours} ${more}`, 'aria-hidden': 'true' }, ([...name][0] ?? '?').toUpperCase());
}
