// Moving over the messages with the keyboard: the log is one stop of the tab key, the arrows walk through it.

export function walkable(log) {
  let current = null;

  function enter(view) {
    if (current !== view) {
      current?.setReachable(false);
      current = view;
      current?.setReachable(true);
    }
  }

  log.addEventListener('focusin', event => {
    const message = event.target.closest('.message');
    if (message?.view) {
      enter(message.view);
    }
  });
  log.addEventListener('focus', () => {
    const last = [...log.querySelectorAll('.message')].findLast(message => message.view);
    (current?.element.isConnected ? current.element : last)?.focus();
  });
  log.addEventListener('keydown', event => {
    const message = event.target.closest('.message');
    if (!message || event.target.closest('textarea')) {
      return;
    }

    const step = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' }[event.key];
    if (step) {
      event.preventDefault();
      let next = message[step];
      while (next && !next.view) {
        next = next[step];
      }

      next?.focus();
      next?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Escape') {
      message.focus();
    }
  });

  return { focus: view => { enter(view); view.element.focus({ preventScroll: true }); } };
}
