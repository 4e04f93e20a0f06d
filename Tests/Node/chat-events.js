// Reads {url, token, lose, count}: watches a room's events as a browser would, loses the connection after so many, and writes the id and the name of
// each event until it has so many. What was missed meanwhile is asked for by the last id.
import { createInterface } from "node:readline";
import { EventSource } from "eventsource";

/** Ends a stream of events after so many of them. */
function endAfter(events) {
  let seen = 0;
  let last = "";
  const decoder = new TextDecoder();
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      const text = last + decoder.decode(chunk, { stream: true });
      seen += text.split("\n\n").length - 1 - (text.match(/:\n\n/g)?.length ?? 0);
      last = text.slice(text.lastIndexOf("\n\n") + 2);
      if (seen >= events) {
        controller.terminate();
      }
    },
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { url, token, lose, count } = JSON.parse(line);
  let connections = 0;
  const source = new EventSource(url, {
    fetch: async (address, init) => {
      const { body, ...answer } = await fetch(address, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } })
        .then((r) => ({ body: r.body, url: r.url, status: r.status, redirected: r.redirected, headers: r.headers }));
      connections++;
      return { ...answer, body: connections === 1 ? body.pipeThrough(endAfter(lose)) : body };
    },
  });
  const events = [];
  const all = new Promise((resolve) => {
    for (const name of ["message", "member", "room", "edit", "reaction", "delete"]) {
      source.addEventListener(name, (e) => {
        events.push([e.lastEventId, name]);
        if (events.length === count) {
          resolve();
        }
      });
    }
  });
  source.addEventListener("error", () => process.stdout.write("lost\n"), { once: true });
  await all;
  source.close();
  process.stdout.write(`${JSON.stringify({ events, connections })}\n`);
}
