// Plays a browser: writes its keys as a line of JSON, reads a push's body as base64url from the next line, and writes what it says.
import { createECDH, randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import ece from "http_ece";

const pair = createECDH("prime256v1");
const publicKey = pair.generateKeys("base64url");
const auth = randomBytes(16).toString("base64url");
console.log(JSON.stringify({ p256dh: publicKey, auth }));

for await (const line of createInterface({ input: process.stdin })) {
  const plain = ece.decrypt(Buffer.from(line, "base64url"), { version: "aes128gcm", privateKey: pair, authSecret: auth });
  console.log(plain.toString("utf8"));
  break;
}
