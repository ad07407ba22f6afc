import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Scenario } from '../scenarios';
import { LOOPBACK, type Running } from '../server/http';
import { removeOld, touch } from '../server/cache';
import { CACHE } from '../server/paths';
import { writeHistory } from './openMetrics';
import { freePort, waitUntilReady } from './running';

const run = promisify(execFile);

export interface PrometheusOptions {
  scenarios: Scenario[];
  anchor: number;
  /** last sample of the back-fill, ms */
  end: number;
  /** `host:port` of the exporter to scrape; nothing is scraped without it */
  scrape?: string;
  /** `host:port` of a target whose exemplars are kept, scraped every second */
  exemplars?: string;
  /** takes remote write */
  isReceiver?: boolean;
  /** such as `8h`: how much older than the newest sample one may be */
  outOfOrder?: string;
}

/** The same series as the back-fill: the labels that a scrape adds are taken off again. */
const configuration = ({ scrape, exemplars, outOfOrder }: PrometheusOptions) => `
global:
  scrape_interval: 30s
${outOfOrder ? `storage: { tsdb: { out_of_order_time_window: ${outOfOrder} } }` : ''}
scrape_configs:${
  scrape
    ? `
  - job_name: demo
    metrics_path: /demo/metrics
    honor_labels: true
    static_configs:
      - targets: ['${scrape}']
        labels: { instance: workbench }
    metric_relabel_configs:
      - { source_labels: [instance], regex: workbench, target_label: instance, replacement: '' }
      - { action: labeldrop, regex: job }
`
    : exemplars
      ? `
  - { job_name: exemplars, scrape_interval: 1s, static_configs: [{ targets: ['${exemplars}'] }] }`
      : ' []'
}
`;

/** Blocks of the history; made once per content. */
async function backfill({ scenarios, anchor, end }: PrometheusOptions): Promise<string> {
  const folder = path.join(CACHE, 'prometheus');
  fs.mkdirSync(folder, { recursive: true });
  removeOld(folder);
  const working = fs.mkdtempSync(path.join(folder, 'backfill-'));
  const text = path.join(working, 'history.txt');
  const hash = createHash('sha256');
  const hashed = function* () {
    for (const piece of writeHistory(scenarios, anchor, end)) {
      hash.update(piece);
      yield piece;
    }
  };
  await pipeline(Readable.from(hashed()), fs.createWriteStream(text));
  const blocks = path.join(folder, `blocks-${hash.digest('hex').slice(0, 16)}`);
  if (fs.existsSync(blocks)) {
    touch(blocks);
  } else {
    const made = path.join(working, 'blocks');
    // Long blocks (a hidden flag) make the back-fill ten times faster than the default of two hours.
    const flags = ['tsdb', 'create-blocks-from', 'openmetrics', '-q', '--max-block-duration=744h', text, made];
    await run('promtool', flags, { maxBuffer: 1 << 26 });
    try {
      fs.renameSync(made, blocks);
    } catch (error) {
      // Another process made the same meanwhile.
      if (!fs.existsSync(blocks)) {
        throw error;
      }
    }
  }
  fs.rmSync(working, { recursive: true });
  return blocks;
}

/** Another name for every file: blocks are never written to, only deleted. */
function linkTree(from: string, to: string) {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      linkTree(source, target);
    } else {
      fs.linkSync(source, target);
    }
  }
}

/** Back-fills the history and starts `prometheus` on a free loopback port; resolves with its url and a way to stop it. */
export async function startPrometheus(options: PrometheusOptions): Promise<Running> {
  const blocks = await backfill(options);
  const folder = fs.mkdtempSync(path.join(CACHE, 'prometheus', 'run-'));
  linkTree(blocks, path.join(folder, 'data'));
  const config = path.join(folder, 'prometheus.yml');
  fs.writeFileSync(config, configuration(options));
  const port = await freePort();
  const log = fs.openSync(path.join(folder, 'prometheus.log'), 'w');
  const child = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      '--storage.tsdb.retention.time=10y',
      `--web.listen-address=${LOOPBACK}:${port}`,
      ...(options.exemplars ? ['--enable-feature=exemplar-storage'] : []),
      ...(options.isReceiver ? ['--web.enable-remote-write-receiver'] : []),
    ],
    { stdio: ['ignore', log, log] }
  );
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  const stop = () => {
    // A gentle end would still write a block into the folder.
    child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const url = `http://${LOOPBACK}:${port}`;
  try {
    await waitUntilReady(`${url}/-/ready`, () => ended);
  } catch (error) {
    const said = fs.readFileSync(path.join(folder, 'prometheus.log'), 'utf8').slice(-2000);
    stop();
    throw new Error(`Prometheus did not start: ${said}`, { cause: error });
  }
  return { url, stop };
}

/** Whether both programs can be run. */
export async function hasPrometheus(): Promise<boolean> {
  const tries = ['prometheus', 'promtool'].map((program) =>
    run(program, ['--version']).then(
      () => true,
      () => false
    )
  );
  return (await Promise.all(tries)).every(Boolean);
}
