/**
 * `npm run pretrain`: trains the network that the forecaster ships with, on synthetic series alone, with the project's
 * own engine, and writes weights.json and card.json.
 *
 *   npm run pretrain -- [--steps N] [--series N] [--seed N] [--hidden N] [--layers N] [--out FOLDER]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { STACKED_FEATURES } from '../../src/core/networks/stackedInput';
import { pretrain } from './pretrain';

const DEFAULTS = { steps: 6000, series: 2500, seed: 1, hidden: 64, layers: 1 };

async function main(): Promise<void> {
  const names = Object.keys(DEFAULTS) as Array<keyof typeof DEFAULTS>;
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: path.resolve(__dirname, '../../src/engine/pretrainedLstm/weights') },
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    },
  });
  const asked = values as Partial<Record<keyof typeof DEFAULTS | 'out', string>>;
  const { hidden, layers, ...numbers } = Object.fromEntries(
    names.map((name) => [name, wholeNumber(name, asked[name]) ?? DEFAULTS[name]])
  ) as typeof DEFAULTS;
  const options = {
    shape: { layers, hidden, leadFeatures: STACKED_FEATURES, first: hidden, second: 8 * Math.ceil(hidden / 16) },
    ...numbers,
    windowsPerSeries: 48,
    batchSize: 128,
    learningRate: 3e-3,
  };
  console.log(`Corpus of ${options.series} series ...`);
  const every = Math.max(1, Math.floor(options.steps / 20));
  const { packed, card } = await pretrain(options, (step, loss) => {
    if (step % every === 0) {
      console.log(`step ${step} of ${options.steps}, loss ${loss.toFixed(4)}`);
    }
  });
  const made = {
    date: new Date().toISOString().slice(0, 10),
    command: ['npm run pretrain --', ...process.argv.slice(2)].join(' '),
    machine: `${os.cpus()[0].model}, one thread, Node ${process.versions.node}`,
  };
  const folder = String(asked.out);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'weights.json'), `${JSON.stringify(packed)}\n`);
  writeFileSync(path.join(folder, 'card.json'), `${JSON.stringify({ ...made, ...card }, null, 2)}\n`);
  const { heldOutLoss, seconds, parameters } = card;
  console.log(
    `${parameters} parameters in ${seconds.corpus} + ${seconds.training} s; quantile loss on other synthetic series ` +
      `${heldOutLoss.before} -> ${heldOutLoss.after}; written to ${folder}`
  );
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d+$/.test(text)) {
    throw new Error(`invalid --${name}; not a whole number: ${text}`);
  }
  return text === undefined ? undefined : Number(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
