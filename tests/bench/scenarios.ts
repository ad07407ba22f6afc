/**
 * `npm run bench:scenarios`: the product's own pipeline over the demo's scenarios, in Node on the WASM engine. Every
 * figure but the seconds is the same on every machine. Writes tests/.output/scenarios.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { TEST_ANCHOR } from '../workbench/scenarios';
import { demoPanels, forecastPanel } from './demo';

async function main(): Promise<void> {
  const rows = [];
  for (const panel of demoPanels(TEST_ANCHOR)) {
    const { anomalies, report } = await forecastPanel(panel);
    const error = (source: string) => report.accuracy.find((accuracy) => accuracy.source === source)?.mae ?? NaN;
    const naive = error('seasonal-naive');
    rows.push({
      panel: panel.name,
      drawn: report.source,
      'error / seasonal naive': Number((error(report.source) / naive).toFixed(2)),
      'LSTM alone': Number((error('lstm') / naive).toFixed(2)),
      'LSTM share': report.shares?.find(({ member }) => member === 'lstm')?.share.toFixed(2) ?? '0',
      'pre-trained': report.shares?.find(({ member }) => member === 'pretrained')?.share.toFixed(2) ?? '0',
      ...Object.fromEntries(
        report.coverage.map(({ level, measured }) => [`${100 * level} % covers`, `${(100 * measured).toFixed(1)} %`])
      ),
      anomalies: anomalies.length,
      epochs: report.training?.epochs,
      seconds: Number(report.training?.seconds.toFixed(1)),
    });
  }
  const machine = `${os.cpus().length} x ${os.cpus()[0].model}, load ${os.loadavg()[0].toFixed(1)}, Node ${process.versions.node}`;
  console.log(`Errors and coverage on the last third of the history; ${new Date().toISOString()}; ${machine}`);
  console.table(rows);
  mkdirSync('tests/.output', { recursive: true });
  writeFileSync('tests/.output/scenarios.json', JSON.stringify({ date: new Date(), machine, rows }, null, 2));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
