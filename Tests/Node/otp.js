// otplib as somebody's phone: each line is an address as in the QR code and a time in seconds, each answer the code of that time.
import { createInterface } from 'node:readline';
import { generate } from 'otplib';

for await (const line of createInterface({ input: process.stdin })) {
  const { uri, at } = JSON.parse(line);
  console.log(await generate({ secret: new URL(uri).searchParams.get('secret'), epoch: at }));
}
