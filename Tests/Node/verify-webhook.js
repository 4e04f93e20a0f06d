// Reads {secret, headers, body} and writes what the library makes of it: the body when the signature is genuine.
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";

const { secret, headers, body } = JSON.parse(await text(process.stdin));
try {
  process.stdout.write(JSON.stringify(new Webhook(secret).verify(body, headers)));
} catch (refused) {
  process.stdout.write(`refused: ${refused.message}`);
}
