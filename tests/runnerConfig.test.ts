/** "Copy as runner config" of the panel, read by the runner. */
import { type DataQueryRequest, FieldType, toDataFrame } from '@grafana/data';
import demo from '../provisioning/dashboards/presage-demo.json';
import { type OptionName, type StoredOptions, optionTable, validateOptions } from '../src/core/options';
import { type RunnerSource, runnerConfig } from '../src/panel/alerting';
import { readSeries } from '../src/panel/frames';
import { runnerQueries } from '../src/panel/ruleSubjects';
import { parseConfig, queriesOfDashboard } from '../src/runner/config';

const T0 = Date.UTC(2026, 10, 26);
const STEP_MS = 1_800_000;
const copied = (source: RunnerSource) => parseConfig(runnerConfig(source), 'copied.yaml', {});

interface Target {
  refId: string;
  expr: string;
}
interface Panel {
  title: string;
  targets: Target[];
  options: Partial<StoredOptions>;
  fieldConfig: { defaults: object };
}

/** A panel as Grafana shows it: a series for each query, with the panel's field configuration. */
function sourceOf({ title, targets, options, fieldConfig }: Panel, overrides: object[] = [{}]): RunnerSource {
  const frames = targets.flatMap(({ refId }) =>
    overrides.map((override, i) => {
      const config = { ...fieldConfig.defaults, ...override };
      return toDataFrame({
        refId,
        fields: [
          { name: 'Time', type: FieldType.time, values: [T0, T0 + STEP_MS] },
          { name: 'Value', type: FieldType.number, values: [1, 2], labels: { instance: String(i) }, config },
        ],
      });
    })
  );
  const range = { from: { valueOf: () => T0 }, to: { valueOf: () => T0 + 30 * 86_400_000 } };
  const request = { targets, range, intervalMs: STEP_MS, scopedVars: {} } as unknown as DataQueryRequest;
  const replace = (text: string) => text.replace('$gpu', '(0|1)');
  return {
    ...{ title, stored: options, timeZone: 'Europe/Berlin' },
    link: 'https://grafana.example.com/d/presage-demo?viewPanel=2',
    queries: runnerQueries(readSeries(frames), request, frames, replace),
  };
}

const variables = { list: [{ name: 'gpu', current: { value: ['0', '1'] } }] };
const panels = demo.panels as unknown as Panel[];

test.each(panels.map((panel) => [panel.title, panel] as const))(
  '%s: what is copied is the same query as that of the dashboard, with the same options and thresholds',
  (_, panel) => {
    const { queries, timeZone, alerts } = copied(sourceOf(panel));
    const ofDashboard = queriesOfDashboard({ title: 'd', panels: [panel], templating: variables }, 15);
    expect(queries.map(({ name }) => name)).toEqual(panel.targets.map(({ refId }) => `${panel.title}/${refId}`));
    const said = ({ expr, thresholds, options, train }: (typeof queries)[number]) => ({
      ...{ expr, thresholds, options, train },
    });
    expect(queries.map(said)).toEqual(ofDashboard.map(said));
    const { unit, min, max } = panel.fieldConfig.defaults as { unit?: string; min?: number; max?: number };
    expect(queries[0].field).toEqual({ unit, min, max });
    expect(timeZone).toBe('Europe/Berlin');
    expect(alerts.link).toBe('https://grafana.example.com/d/presage-demo?viewPanel=2');
  }
);

/** A value of each option that is not its default. */
const changed: StoredOptions = {
  ...{ sequenceLength: 48, network: 'gru', layers: 1, hidden: 16, covariates: 'B, up{job="a", zone="b"}', epochs: 3 },
  ...{
    knownAhead: 'plan',
    holidays: 'DE-BY',
    networkFor: 'panel',
    horizon: '1d12h',
    history: '12d',
    step: '10m',
    seriesAtOnce: 20,
    widthAbove: 2,
    widthBelow: 3,
    levels: '0.5, 0.9',
    lowerBound: 'none',
  },
  ...{ upperBound: 1e21, anomalyMethod: 'sigma', alertsAWeek: 0.5, anomalyLimit: 1.5, sigmas: 3, direction: 'below' },
  ...{ minimumDeviation: 1e-7, minimumDuration: 20, learningRate: 1e-5, batchSize: 8, patience: 2, budget: '30s' },
  ...{ excludedWindows: '2026-11-24T02:00Z/2026-11-24T06:00Z', device: 'wasm', seed: 4294967295 },
};
const panel: Panel = {
  ...{ title: 'Load', options: {}, fieldConfig: { defaults: {} } },
  targets: [{ refId: 'A', datasource: { type: 'prometheus' }, expr: 'up' } as Target],
};

test('every option is read by the runner as by the panel', () => {
  for (const name of Object.keys(optionTable) as OptionName[]) {
    expect([name, changed[name]]).not.toEqual([name, optionTable[name].default]);
  }
  const [{ options }] = copied(sourceOf({ ...panel, options: changed })).queries;
  expect(options).toEqual(validateOptions(changed).options);
});

test('an option that is invalid, or none of Presage, is what the panel makes of it', () => {
  const stored = { horizon: 'long', hidden: 7, legend: { showLegend: true }, pinnedModels: { a: 'secret' } };
  const source = sourceOf({ ...panel, options: stored });
  expect(copied(source).queries[0].options).toEqual(validateOptions({ hidden: 7 }).options);
  expect(runnerConfig(source)).not.toMatch(/long|legend|secret/);
});

test.each(['"} ]: # &a *b !!c', "it's\n- new: line", '💥 \u2028 \\ \t', '- { x: 1 }', '~'])(
  'texts are what they were: %j',
  (text) => {
    const expr = `up{job=~"${text}"} # \\d+`;
    const [query] = copied(sourceOf({ ...panel, title: text, targets: [{ ...panel.targets[0], expr }] })).queries;
    expect(query).toMatchObject({ name: `${text}/A`, expr });
  }
);

test('thresholds keep their bad side, and a query whose series differ says so', () => {
  const steps = [
    { color: 'red', value: null },
    { color: 'green', value: 20 },
    { color: 'red', value: 80 },
  ];
  const absolute = { thresholds: { mode: 'absolute', steps } };
  const source = sourceOf(panel, [absolute, { ...absolute, unit: 'bytes' }]);
  expect(copied(source).queries[0].thresholds).toEqual([
    { value: 20, direction: 'below' },
    { value: 80, direction: 'above' },
  ]);
  expect(runnerConfig(source)).toContain('# Some series of this query have other thresholds');
  expect(runnerConfig(sourceOf(panel, [absolute, absolute]))).not.toContain('# Some series');
});
