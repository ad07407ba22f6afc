/**
 * The demo's samples for `docker compose`, from the same scenarios as the workbench:
 *
 *   demo.ts history --out DIR               writes DIR/demo.om, 30 days that end now, and DIR/anchor
 *   demo.ts serve --anchor-file DIR/anchor  answers /metrics with the values of this minute
 */
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { writeExposition, writeHistory } from './prometheus/openMetrics';
import { MINUTE, createScenarios } from './scenarios';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '.' },
    'anchor-file': { type: 'string', default: 'anchor' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '9464' },
  },
});

async function writeFiles() {
  const anchor = Math.floor(Date.now() / MINUTE) * MINUTE;
  const history = Readable.from(writeHistory(createScenarios(anchor), anchor, anchor));
  await pipeline(history, createWriteStream(path.join(values.out, 'demo.om')));
  writeFileSync(path.join(values.out, 'anchor'), String(anchor));
}

function serve() {
  const scenarios = createScenarios(Number(readFileSync(values['anchor-file'], 'utf8')));
  createServer((request, response) => {
    const isMetrics = request.url === '/metrics';
    response.writeHead(isMetrics ? 200 : 404, { 'Content-Type': 'text/plain; version=0.0.4' });
    response.end(isMetrics ? writeExposition(scenarios, Date.now()) : 'The samples are at /metrics.\n');
  }).listen(Number(values.port), values.host);
}

const [command] = positionals;
if (command === 'history') {
  writeFiles().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
} else if (command === 'serve') {
  serve();
} else {
  console.error('Say `history` or `serve`.');
  process.exitCode = 2;
}
