/** The panel's own path, from the frames to what it draws, against the runner's on the same samples. */
import { FieldType, toDataFrame } from '@grafana/data';
import { forecastBaseline } from '../src/core/fitted';
import type { StoredOptions } from '../src/core/options';
import { createWasmEngine } from '../src/engine/wasm/wasm';
import { readSeries } from '../src/panel/frames/frames';
import { LiveScores } from '../src/panel/liveScores';
import { ForecastSession } from '../src/panel/session/session';
import { watchedQuery } from '../src/runner/config';
import { answer, Rounds, type WatchedSeries } from '../src/runner/forecasts';
import { optionsOf } from '../src/testing/panelFixtures';
import { runJob } from '../src/worker/thread/job';
import { differences } from './tools/differences';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 26, 12);
const THRESHOLD = 76;
/** Rounds that the runner keeps at their own resolution. */
const IN_VIEW = 360;
const METRIC = { __name__: 'load', instance: 'web-1' };
const options: StoredOptions = optionsOf({
  ...{ step: '30m', history: '12d', horizon: '6h', sequenceLength: 12, layers: 1, hidden: 4, epochs: 2 },
  device: 'wasm',
});

/** A busy day that grows, with noise and an incident of twenty minutes three hours ago. */
function valueAt(time: number): number {
  const isIncident = time > NOW - 3 * HOUR && time <= NOW - 3 * HOUR + 20 * MINUTE;
  const noise = ((time / MINUTE) * 7919) % 13;
  const day = 14 * Math.sin((2 * Math.PI * (time - 9 * HOUR)) / (24 * HOUR));
  return 60 + (time - NOW) / HOUR / 20 + day + 0.2 * noise + (isIncident ? 45 : 0);
}

function samplesOf({ start, end, step }: { start: number; end: number; step: number }) {
  const times = Array.from({ length: Math.floor((end - start) / step / 1000) + 1 }, (_, i) => start + 1000 * step * i);
  return { times, values: times.map(valueAt) };
}

function frameOf(plan: { start: number; end: number; step: number }) {
  const { times, values } = samplesOf(plan);
  return toDataFrame({
    refId: 'A',
    fields: [
      { name: 'Time', type: FieldType.time, values: times },
      { name: 'Value', type: FieldType.number, values, labels: METRIC, config: {} },
    ],
  });
}

/** The result that the panel draws once its LSTM is trained and its samples are scored. */
async function drawnByPanel() {
  const engine = await createWasmEngine();
  const session = new ForecastSession({
    client: () => ({
      forecast: ({ request }, onState, signal) =>
        runJob(
          { ...request, choices: [{ device: 'wasm', reason: 'chosen by the test' }] },
          { engines: { use: async () => engine, drop: () => {} }, onState, signal, now: () => NOW }
        ),
      prioritise: () => {},
    }),
    baseline: forecastBaseline,
    now: () => NOW,
    after: () => () => {},
    pause: () => Promise.resolve(),
  });
  const range = { from: NOW - IN_VIEW * MINUTE, to: NOW };
  const live = readSeries([frameOf({ start: range.from, end: NOW, step: 60 })]);
  const ready = new Promise<void>((resolve) =>
    session.subscribe(() => session.getState().series[0]?.phase.kind === 'ready' && resolve())
  );
  session.update({
    ...{ options, live, range, timeZone: 'UTC', source: 'load', panelKey: 'p', identity: 'p', isVisible: true },
    thresholds: () => [THRESHOLD],
    fetch: async (plan) => ({ frames: [frameOf(plan)], failures: [], warnings: [], instant: [] }),
  });
  await ready;
  const made = session.getState();
  const [{ drawn }] = new LiveScores().of(made, live, watchedQuery('q', 'load', options).options).series;
  session.dispose();
  engine.dispose();
  return drawn!.result;
}

/** The same by the service. */
async function watchedByRunner(): Promise<WatchedSeries> {
  const rounds = new Rounds({
    config: {
      queries: [watchedQuery('g/load', 'load', options, [THRESHOLD])],
      ...{ interval: 60, refit: 3600, maxSeries: 1, timeZone: 'UTC' },
    },
    query: async (_, plan) => [{ id: 'load', metric: METRIC, ...samplesOf(plan) }],
    answer,
    now: () => NOW,
    isMine: () => true,
    recall: async () => undefined,
    remember: async () => {},
    forget: async () => {},
    log: (sentence) => {
      throw new Error(sentence);
    },
  });
  await rounds.run(new AbortController().signal);
  await rounds.idle();
  return rounds.all()[0];
}

test('the service says what the panel draws: forecast, bands, scores, marks and crossings, to 1e-9', async () => {
  const panel = await drawnByPanel();
  const { shown: runner, model } = await watchedByRunner();
  expect(model).toBeDefined();
  expect(panel.report.source).toBe('blend');
  expect(panel.anomalies.length).toBeGreaterThan(0);
  expect(panel.breaches.length).toBeGreaterThan(0);
  const numbers = ({ forecast, expected, anomalyScore, anomalies, breaches, seen }: typeof panel) => ({
    forecast,
    expected,
    anomalyScore,
    anomalies,
    breaches,
    seen,
  });
  expect(differences(numbers(runner!), numbers(panel))).toEqual([]);
});
