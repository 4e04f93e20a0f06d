// Reads an OpenAPI document and writes the version by whose schema it is valid, or what the schema finds wrong with it.
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';

const validator = new Validator();
const result = await validator.validate(JSON.parse(await text(process.stdin)));
process.stdout.write(result.valid ? `valid ${validator.version}` : JSON.stringify(result.errors).slice(0, 4000));
