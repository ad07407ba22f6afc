/**
 * `npm run bench`: measures the targets T1 to T12 of the training engine on this machine, prints them as a table and
 * writes tests/.output/bench.json.
 *
 *   npm run bench -- [--write-docs] [--rows T1,T3] [--adapter default] [--short]
 *
 * --write-docs  also writes the table into docs/performance.md
 * --rows        only these
 * --adapter     of WebGPU: `swiftshader` (software, everywhere) or `default` (the machine's GPU)
 * --short       few rounds of the rows that are the same on every machine, for `npm test`; fails where one of them is so
 *               far from its target that no machine can be the reason
 */
import { parseArgs } from 'node:util';
import { Laboratory } from './laboratory';
import { killProcesses } from './processes';
import { printReport, writeDocs, writeJson, type Report, type ReportRow } from './report';
import { attempt, isMeasured, type Row } from './row';
import { rows, shortRows } from './rows';
import { describeMachine } from './machine';

const { values } = parseArgs({
  options: {
    'write-docs': { type: 'boolean', default: false },
    rows: { type: 'string' },
    adapter: { type: 'string', default: 'swiftshader' },
    short: { type: 'boolean', default: false },
  },
});

/** A row that takes longer is given up, so that one that hangs does not keep the others from being measured. */
const ROW_MS = 300_000;

async function main(): Promise<void> {
  if (values['write-docs'] && (values.short || values.rows)) {
    throw new Error('--write-docs is for all rows: the table is written as a whole');
  }
  const chosen = chooseRows();
  const adapter = values.adapter === 'default' ? 'default' : 'swiftshader';
  const laboratory = new Laboratory({ isShort: values.short, adapter });
  const machine = await describeMachine(laboratory);
  const report: Report = { date: new Date().toISOString(), command: commandLine(), machine, rows: [] };
  for (const row of chosen) {
    process.stderr.write(`${row.id} ${row.what}\n`);
    report.rows.push(await measure(row, laboratory));
  }
  await laboratory.close();
  printReport(report);
  writeJson(report);
  if (values['write-docs']) {
    writeDocs(report);
  }
  if (values.short) {
    judge(report);
  }
}

function chooseRows(): Row[] {
  const wanted = values.rows?.split(',') ?? (values.short ? shortRows : rows.map(({ id }) => id));
  const unknown = wanted.filter((id) => !rows.some((row) => row.id === id));
  if (unknown.length > 0) {
    throw new Error(`no row ${unknown.join(', ')}; there are ${rows.map(({ id }) => id).join(', ')}`);
  }
  return rows.filter(({ id }) => wanted.includes(id));
}

async function measure(row: Row, laboratory: Laboratory): Promise<ReportRow> {
  const { id, what, target } = row;
  const started = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${ROW_MS / 1000} s`)), ROW_MS);
  });
  const outcome = await attempt(() => Promise.race([row.run(laboratory), timeUp]));
  clearTimeout(timer);
  if (!isMeasured(outcome)) {
    // Whatever went wrong, the next row finds a new browser.
    killProcesses();
    await laboratory.close();
  }
  return { id, what, target, seconds: Math.round((Date.now() - started) / 1000), outcome };
}

/** Counts, and ratios far from the target. Never absolute times: this machine may be any, and busy. */
function judge({ rows: measured }: Report): void {
  const faults = measured.flatMap(({ id, what, target, outcome }) => {
    if (!isMeasured(outcome)) {
      return [`${id} could not be measured: ${outcome.why}`];
    }
    return outcome.isFar ? [`${id} is far from its target: ${what} is ${outcome.measured}, not ${target}`] : [];
  });
  faults.forEach((fault) => console.error(fault));
  const rule = 'above 4 dispatches a step, above 25 KB, under 15x in T1, and on what cannot be measured';
  console.log(`The short bench ${faults.length > 0 ? 'fails' : 'passes'}. It fails ${rule}; it judges no times.`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

function commandLine(): string {
  const flags = process.argv.slice(2);
  return ['npm run bench', ...(flags.length > 0 ? ['--', ...flags] : [])].join(' ');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
