// The REST mirror, called with the cookie of the page.

import { Refusal } from './refusal.js';

export class Api {
  #token;

  constructor(token) {
    this.#token = token;
  }

  get(path, query) {
    return this.#ask('GET', query ? `${path}?${new URLSearchParams(query)}` : path);
  }

  /** @param key Under which a repeat finds what the first one made. */
  post(path, body, key) {
    return this.#ask('POST', path, body, key && { 'Idempotency-Key': key });
  }

  put(path, body) {
    return this.#ask('PUT', path, body);
  }

  /** @param version Of what is changed; somebody else's change meanwhile is refused. */
  patch(path, body, version) {
    return this.#ask('PATCH', path, body, { 'If-Match': `"v${version}"` });
  }

  delete(path) {
    return this.#ask('DELETE', path);
  }

  async #ask(method, path, body, more = {}) {
    const headers = { Accept: 'application/json', ...more };
    if (method !== 'GET') {
      headers['X-CSRF-Token'] = this.#token;
    }

    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }

    const answer = await fetch(`/api/chat${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Refusal({ status: answer.status, retryAfter: Number(answer.headers.get('Retry-After')) || undefined, ...read(text) });
    }

    return text ? JSON.parse(text) : null;
  }
}

/** What stands between us and the server may answer something else than JSON. */
function read(text) {
  try {
    const { code, title } = JSON.parse(text);
    return { code, title };
  } catch {
    return {};
  }
}
