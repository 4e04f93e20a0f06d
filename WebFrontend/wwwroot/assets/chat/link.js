// The connection to the hub. It comes back by itself, for as long as the page is open.

import { Refusal } from './refusal.js';
import { Signals, sleep } from './signals.js';

const Waits = [0, 1_000, 2_000, 4_000, 8_000, 15_000];
const Patience = 15_000;

/** A connection that lasted so long was a good one. */
const Lasting = 10_000;

export class Link extends Signals {
  #hub;
  #tries = 0;
  #wake = null;
  #since = 0;
  #isOver = false;

  /** Emits `up`, `down(seconds until the next try)` and what the server sends. */
  constructor(url) {
    super();
    // One connection is one request, so it does not matter how many frontends stand behind the address.
    this.#hub = new signalR.HubConnectionBuilder()
      .withUrl(url, { skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
      .configureLogging(signalR.LogLevel.None)
      .build();
    for (const name of ['event', 'reset']) {
      this.#hub.on(name, message => this.emit(name, message));
    }

    this.#hub.onclose(() => {
      this.#tries = Date.now() - this.#since > Lasting ? 0 : this.#tries;
      this.emit('down', 0);
      this.#connect();
    });
    addEventListener('online', () => this.tryNow());
    addEventListener('offline', () => this.#hub.stop());
  }

  get isUp() {
    return this.#hub.state === signalR.HubConnectionState.Connected;
  }

  start() {
    this.#connect();
  }

  tryNow() {
    this.#wake?.();
  }

  /** For good: there is nobody to connect. */
  stop() {
    this.#isOver = true;
  }

  /** What a method of the hub answers; throws a Refusal, or another error where the connection was lost. */
  async ask(method, ...args) {
    const answer = await Promise.race([this.#hub.invoke(method, ...args), sleep(Patience).then(() => null)]);
    if (answer === null) {
      await this.#hub.stop(); // A connection that does not answer is none.
      throw new Error('No answer.');
    }

    if (!answer.ok) {
      throw new Refusal(answer.error);
    }

    return answer.value;
  }

  async #connect() {
    while (!this.#isOver) {
      const wait = Waits[Math.min(this.#tries, Waits.length - 1)] * (0.75 + Math.random() / 2);
      this.#tries++;
      if (wait > 0) {
        this.emit('down', Math.ceil(wait / 1_000));
        await Promise.race([sleep(wait), new Promise(resolve => { this.#wake = resolve; })]);
      }

      try {
        await this.#hub.start();
        this.#since = Date.now();
        this.emit('up');
        return;
      } catch {
        // Tried again; `down` tells people.
      }
    }
  }
}
