import { PrometheusClient } from '../src/datasource/api/client';
import { findValues } from '../src/datasource/query/findValues';
import { parseVariableQuery } from '../src/datasource/query/variableQuery';
import { straightBackend } from './tools/straightBackend';
import { hasPrometheus, startPrometheus } from './workbench/prometheus/realPrometheus';
import { hasVictoriaMetrics, importSeries, startVictoriaMetrics } from './workbench/prometheus/victoriaMetrics';
import { createScenarios, HOUR, TEST_ANCHOR } from './workbench/scenarios';
import type { Running } from './workbench/server/http';

// Frames are not what is asked for here, and their package is made for browsers.
jest.mock('@grafana/data', () => ({}));

const scenarios = createScenarios(TEST_ANCHOR).filter(({ metric }) => /disk|gpu/.test(metric));

async function victoria(): Promise<Running> {
  const server = await startVictoriaMetrics();
  const timestamps = Array.from({ length: 60 }, (_, i) => TEST_ANCHOR - 60_000 * (59 - i));
  await importSeries(
    server,
    scenarios.map(({ metric, labels, value }) => ({
      metric: { __name__: metric, ...labels },
      timestamps,
      values: timestamps.map(value),
    }))
  );
  return server;
}

const servers: Array<[string, () => Promise<boolean>, () => Promise<Running>]> = [
  ['Prometheus', hasPrometheus, () => startPrometheus({ scenarios, anchor: TEST_ANCHOR, end: TEST_ANCHOR })],
  ['VictoriaMetrics', async () => hasVictoriaMetrics(), victoria],
];

describe.each(servers)('the queries of variables asked of %s', (_, isThere, start) => {
  let server: Running | undefined;
  beforeAll(async () => {
    server = (await isThere()) ? await start() : undefined;
  }, 120_000);
  afterAll(() => server?.stop());

  const disk = ['demo_disk_size_bytes', 'demo_disk_used_bytes'];
  const gpu = ['demo_gpu_utilization_percent'];
  test.each<[query: string, values: string[]]>([
    ['metrics(.*)', [...disk, ...gpu]],
    ['metrics()', [...disk, ...gpu]],
    ['metrics(.+)', [...disk, ...gpu]],
    ['metrics(^demo_d|x?)', [...disk, ...gpu]],
    ['metrics( ^demo_disk_ )', disk],
    ['metrics(_percent$)', gpu],
    ['metrics(gpu|nothing)', gpu],
    ['metrics(none)', []],
    ['label_values(gpu)', ['0', '1']],
    ['label_values({}, gpu)', ['0', '1']],
    ['label_values( demo_gpu_utilization_percent ,gpu )', ['0', '1']],
    ['label_values(demo_gpu_utilization_percent{gpu=~"(0|7)", cluster!=","},gpu)', ['0']],
    ["label_values({__name__=~'demo_gpu.*'}, 'gpu')", ['0', '1']],
    ['label_values("demo_gpu_utilization_percent", "gpu")', ['0', '1']],
    ['label_names()', ['__name__', 'cluster', 'gpu', 'instance', 'mountpoint']],
    ['label_names(demo_gpu_.*)', ['__name__', 'cluster', 'gpu']],
    ['label_names(demo_gpu_utilization_percent{gpu="1"})', ['__name__', 'cluster', 'gpu']],
    ['query_result( count by (gpu) (demo_gpu_utilization_percent) )', ['{gpu="0"} 1 T', '{gpu="1"} 1 T']],
    ['query_result(scalar(count(demo_disk_used_bytes)))', ['1']],
    ['demo_gpu_utilization_percent{gpu="1"}', ['demo_gpu_utilization_percent{cluster="train",gpu="1"}']],
  ])('%s', async (query, values) => {
    if (!server) {
      return;
    }
    const { url } = server;
    const client = new PrometheusClient(() => straightBackend(), url, 'POST');
    const range = { start: (TEST_ANCHOR - HOUR) / 1000, end: TEST_ANCHOR / 1000 };
    const found = await findValues(client, parseVariableQuery(query)!, range);
    const texts = found.map(({ text }) => text.replace(` ${TEST_ANCHOR}`, ' T'));
    // Other servers answer a number as a series without labels.
    expect(texts.map((text) => text.replace(/^\{\} (\S+) T$/, '$1')).sort()).toEqual(values);
  });
});
