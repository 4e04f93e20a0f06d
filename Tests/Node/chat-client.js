// Reads {url, token, transport, room, after, send}: watches the room from a number, sends so many messages, the first of them twice, and writes the
// numbers of all that it saw and of all that were acknowledged.
import { createInterface } from "node:readline";
import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";

for await (const line of createInterface({ input: process.stdin })) {
  const { url, token, transport, room, after, send } = JSON.parse(line);
  const hub = new HubConnectionBuilder()
    .withUrl(url, { accessTokenFactory: () => token, transport: HttpTransportType[transport] })
    .configureLogging(LogLevel.Error)
    .build();
  const events = [];
  const wanted = 1 + send + 1;
  const all = new Promise((resolve) => {
    hub.on("event", (e) => {
      events.push(e.data.seq);
      if (events.length === wanted) {
        resolve();
      }
    });
  });
  await hub.start();
  const value = async (method, ...args) => {
    const answer = await hub.invoke(method, ...args);
    if (!answer.ok) {
      throw new Error(JSON.stringify(answer.error));
    }
    return answer.value;
  };
  await value("Subscribe", `chat:room:${room}`, after);
  const acknowledged = [];
  for (let i = 0; i < send; i++) {
    acknowledged.push((await value("Send", room, `npm-${i}`, `message ${i}`, null)).seq);
  }
  const repeated = (await value("Send", room, "npm-0", "message 0", null)).seq;
  await all;
  process.stdout.write(`${JSON.stringify({ events, acknowledged, repeated })}\n`);
  await hub.stop();
}
