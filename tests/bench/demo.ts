import type { ForecastOptions } from '../../src/core/options/forecastOptions';
import { defaultOptions } from '../../src/core/options/optionValues';
import { DAY_SECONDS } from '../../src/core/math/time';
import type { ForecastResult } from '../../src/core/fitted/result';
import { toSeries, type Series } from '../../src/core/series/series';
import { createWasmEngine } from '../../src/engine/wasm/wasm';
import { runJob } from '../../src/worker/thread/job';
import {
  DISK_LIMIT,
  HISTORY_DAYS,
  MEMORY_LIMIT,
  DAY,
  createScenarios,
  sample,
  type Scenario,
} from '../workbench/scenarios';

/** One panel of the demo dashboard as data: the series its query gives at the training step, and its options. */
export interface DemoPanel {
  name: string;
  series: Series;
  options: ForecastOptions;
  thresholds: number[];
}

/**
 * The panels of the demo that an LSTM can learn, with the default options but for the horizon of the memory.
 * @param step of training, seconds; the default one if absent
 */
export function demoPanels(anchor: number, step = defaultOptions().step): DemoPanel[] {
  const options = defaultOptions();
  const scenarios = createScenarios(anchor);
  const find = (metric: string) => scenarios.filter((scenario) => scenario.metric === metric);
  const gauge = (scenario: Scenario, factor = 1) =>
    toGrid(anchor, step, (from, to) => sample(scenario, from, to, step).map((value) => factor * value));
  const [used] = find('demo_disk_used_bytes');
  const [size] = find('demo_disk_size_bytes');
  const [requests] = find('demo_http_requests_total');
  const [memory] = find('demo_memory_used_bytes');
  const panel = (name: string, series: Series, thresholds: number[] = [], horizon = options.horizon) => ({
    name,
    series,
    thresholds,
    options: { ...options, horizon },
  });
  return [
    panel('CPU', gauge(find('demo_cpu_usage_percent')[0])),
    panel('disk', gauge(used, 100 / size.value(anchor)), [100 * DISK_LIMIT]),
    panel('memory', gauge(memory), [MEMORY_LIMIT], 2 * DAY_SECONDS),
    panel(
      'requests',
      toGrid(anchor, step, (from, to) => rateOf(requests, from, to, step))
    ),
    ...find('demo_gpu_utilization_percent').map((scenario, i) => panel(`GPU ${i}`, gauge(scenario), [30, 80])),
  ];
}

/** Makes a panel's forecast as the worker does, on the WASM engine. */
export async function forecastPanel({ series, options, thresholds }: DemoPanel): Promise<ForecastResult> {
  const engine = await createWasmEngine();
  const { result } = await runJob(
    { series, options, thresholds, timeZone: 'UTC', choices: [{ device: 'wasm', reason: 'chosen in the options' }] },
    {
      engines: {
        use: async () => engine,
        drop: () => engine.dispose(),
      },
      onState: () => {},
      signal: new AbortController().signal,
      now: Date.now,
    }
  );
  engine.dispose();
  return result;
}

function toGrid(anchor: number, step: number, read: (from: number, to: number) => Float64Array): Series {
  const to = Math.floor(anchor / (step * 1000)) * step * 1000;
  const from = to - HISTORY_DAYS * DAY + step * 1000;
  const values = read(from, to);
  return toSeries(
    Float64Array.from(values, (_, i) => from + i * step * 1000),
    values,
    step
  );
}

/** Mean rate over each step, as `rate(x[step])`; NaN where a sample is missing or the counter was reset. */
function rateOf(counter: Scenario, from: number, to: number, step: number): Float64Array {
  const totals = sample(counter, from - step * 1000, to, step);
  return totals.subarray(1).map((total, i) => (total >= totals[i] ? (total - totals[i]) / step : NaN));
}
