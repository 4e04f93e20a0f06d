// Parses each line as a List of RFC 9651 and writes it again, then what it understood.
import { createInterface } from 'node:readline';
import { parseList, serializeList } from 'structured-headers';

for await (const line of createInterface({ input: process.stdin })) {
  const list = parseList(line);
  console.log(serializeList(list));
  console.log(JSON.stringify(list.map(([name, parameters]) => [name, Object.fromEntries(parameters)])));
}
