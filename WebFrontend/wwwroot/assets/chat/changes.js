// What events do to a message that is on the page. Each may be applied again without harm.

export const Changes = {
  edit(message, { text, mentions, at }) {
    Object.assign(message, { text, mentions: mentions ?? [], editedAt: at });
  },
  delete(message) {
    Object.assign(message, { deleted: true, text: null, reactions: [] });
  },
  reaction(message, { emoji, count, change, by }, me) {
    const known = message.reactions.find(reaction => reaction.emoji === emoji);
    const mine = by.id === me ? change > 0 : known?.mine ?? false;
    const now = { emoji, count, mine };
    const all = known ? message.reactions.map(reaction => (reaction === known ? now : reaction)) : [...message.reactions, now];
    message.reactions = all.filter(reaction => reaction.count > 0);
  },
};

/** @param read The message as the server has it, where the count may have this reply already; null where it has not. */
export function countReply(message, by, read, changed) {
  message.replies = Math.max(0, message.replies + by);
  changed();
  read?.then(now => {
    message.replies = now.replies;
    changed();
  }, () => {}); // The count that was added up stays.
}
