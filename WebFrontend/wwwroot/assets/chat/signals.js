// Whoever holds something tells whoever shows it.

export class Signals {
  #listeners = new Map();

  on(name, listener) {
    if (!this.#listeners.has(name)) {
      this.#listeners.set(name, []);
    }

    this.#listeners.get(name).push(listener);
    return this;
  }

  emit(name, ...data) {
    for (const listener of this.#listeners.get(name) ?? []) {
      listener(...data);
    }
  }
}

/** Runs at most once in so many milliseconds, the last time after the last call. */
export function calm(milliseconds, act) {
  let timer = null;
  let last = 0;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      last = Date.now();
      act();
    }, Math.max(0, last + milliseconds - Date.now()));
  };
}

export const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
