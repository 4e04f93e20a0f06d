// What one tells of oneself: whether one is there, a word about it, and how far one has read.

import { find, nameOf } from './dom.js';
import { formDialog } from './dialogs.js';
import { stateWords, statusWords } from './room-header.js';

/** @returns Reads it again. */
export function ownStatus(dialog, button, { api, tell }) {
  let me = null;
  let newest = null;
  const open = formDialog(dialog, {
    open(form) {
      const { state, emoji, text, receipts } = form.elements;
      [state.value, emoji.value, text.value, receipts.checked] = [me.presence.state, me.status?.emoji ?? '', me.status?.text ?? '', me.receipts];
    },
    async submit(form) {
      const { state, emoji, text, lasts, receipts } = form.elements;
      const until = lasts.value ? new Date(Date.now() + 60_000 * Number(lasts.value)).toISOString() : null;
      const status = text.value.trim() || emoji.value.trim() ? { text: text.value.trim() || null, emoji: emoji.value.trim() || null, until } : null;
      await api.put('/me/presence', { state: state.value, until: null });
      await api.put('/me', { status, receipts: receipts.checked });
      await load();
    },
  });

  function load() {
    const asking = api.get('/me');
    newest = asking;
    return show(asking);
  }

  async function show(asking) {
    const answer = await asking;
    if (asking !== newest) {
      return show(newest); // Asked again since.
    }

    me = answer;
    const state = me.presence.state === 'auto' ? 'online' : me.presence.state;
    find('.state', button).className = `state ${state}`;
    find('[data-own]', button).replaceChildren(nameOf(statusWords(me.status) || stateWords(state)));
  }

  button.addEventListener('click', () => load().then(open, tell));
  load().catch(tell);
  return load;
}
