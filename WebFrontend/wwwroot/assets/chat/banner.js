// Tells that the connection is gone, and when it is tried again.

import { el, find } from './dom.js';

export function showConnection(banner, link, signIn) {
  const words = find('span', banner);
  let soon = null;

  link.on('up', () => {
    clearTimeout(soon);
    banner.hidden = true;
  });
  link.on('down', seconds => {
    clearTimeout(soon);
    const text = !navigator.onLine ? 'You are offline. What you write is sent when you are back.'
      : seconds > 1 ? `The connection is lost. Trying again in ${seconds} seconds.`
      : 'The connection is lost. Trying again.';
    soon = setTimeout(() => {
      words.textContent = text;
      banner.hidden = false;
    }, banner.hidden ? 400 : 0); // A moment is not worth a word.
  });
  find('button', banner).addEventListener('click', () => link.tryNow());

  return {
    signedOut() {
      words.replaceChildren('You are signed out. ', el('a', { href: signIn }, 'Sign in'), ' to go on.');
      banner.hidden = false;
    },
  };
}
