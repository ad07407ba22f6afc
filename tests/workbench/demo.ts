/**
 * The demo's samples for `docker compose`, from the same scenarios as the workbench:
 *
 *   demo.ts history --out DIR               writes DIR/demo.om, 30 days that end now, and DIR/anchor
 *   demo.ts serve --anchor-file DIR/anchor  answers /metrics with the values of this minute
 *
 * PRESAGE_ANCHOR, an ISO time, is where the history ends instead of now: the browser tests want a fixed one.
 */
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { writeExposition, writeHistory } from './prometheus/openMetrics';
import { HOUR, MINUTE, createScenarios } from './scenarios';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '.' },
    'anchor-file': { type: 'string', default: 'anchor' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '9464' },
  },
});

/** A second `docker compose up` must not move the history under a Prometheus that runs. */
const FRESH = 6 * HOUR;

/** Where the history is to end, ms; undefined where the one that is there will do. @throws Error */
function chooseAnchor(file: string): number | undefined {
  const fixed = process.env.PRESAGE_ANCHOR;
  const anchor = fixed ? Date.parse(fixed) : Math.floor(Date.now() / MINUTE) * MINUTE;
  if (Number.isNaN(anchor)) {
    throw new Error(`invalid PRESAGE_ANCHOR; not an ISO time: ${fixed}`);
  }
  const present = existsSync(file) ? Number(readFileSync(file, 'utf8')) : NaN;
  const isKept = fixed ? present === anchor : anchor - present < FRESH && present <= anchor;
  return isKept ? undefined : anchor;
}

async function writeFiles() {
  const file = path.join(values.out, 'anchor');
  const anchor = chooseAnchor(file);
  if (anchor === undefined) {
    return;
  }
  const history = Readable.from(writeHistory(createScenarios(anchor), anchor, anchor));
  await pipeline(history, createWriteStream(path.join(values.out, 'demo.om')));
  writeFileSync(file, String(anchor));
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
