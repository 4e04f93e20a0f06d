// A proxy that holds requests and answers against an OpenAPI document. It reads a line {server, document}, writes its port, and ends with its standard
// input. What the document does not know is answered with 599 and the reasons.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import express from 'express';
import validator from 'express-openapi-validator';

const [line] = await once(createInterface({ input: process.stdin }), 'line');
const { server, document } = JSON.parse(line);

// What is not said to be required is optional; the validator wants to read that.
Object.values(document.paths).flatMap(Object.values).forEach(operation => { if (operation.requestBody) operation.requestBody.required ??= false; });

const proxy = express();
proxy.use(express.json({ verify: (request, _, body) => { request.sent = body; } }));
proxy.use(validator.middleware({ apiSpec: document, validateApiSpec: false, validateSecurity: false, validateRequests: true, validateResponses: true }));
proxy.use(async (request, response) => {
  const { host, connection, 'content-length': length, 'transfer-encoding': coding, ...headers } = request.headers;
  const answer = await fetch(new URL(request.originalUrl, server), { method: request.method, headers, body: request.sent, redirect: 'manual' });
  const text = await answer.text();
  response.status(answer.status);
  answer.headers.forEach((value, name) => ['connection', 'content-length', 'transfer-encoding', 'content-encoding'].includes(name) || response.setHeader(name, value));
  if (text !== '') {
    response.json(JSON.parse(text)); // Where answers are checked.
  } else if (answer.status in request.openapi.schema.responses && !request.openapi.schema.responses[answer.status].content) {
    response.end();
  } else {
    throw new Error(`An empty answer with ${answer.status} is not documented.`);
  }
});
proxy.use((fault, request, response, next) => {
  response.writeHead(599, { 'content-type': 'text/plain' }).end(`${request.method} ${request.originalUrl}: ${fault.message}`);
});

const listener = proxy.listen(0, '127.0.0.1', () => console.log(listener.address().port));
process.stdin.on('end', () => process.exit(0));
