import { FieldType, toDataFrame, type DataFrame, type Field, type FieldConfig } from '@grafana/data';
import type { StoredOptions } from '../core/options/forecastOptions';
import { optionTable } from '../core/options/options';
import type { ForecastResult } from '../core/fitted/result';
import type { DrawnForecast } from '../panel/session/forecastState';
import type { FieldOptions } from '../panel/types';

/** Made-up data for the panel's tests. Time 0 is Thu 5 Mar 2026, 00:00 UTC; the step is an hour. */
export const T0 = Date.UTC(2026, 2, 5);
export const HOUR = 3_600_000;

export function frameOf(
  values: Array<number | null>,
  { labels, refId = 'A', start = T0, config = {} as FieldConfig<FieldOptions>, name = 'Value' } = {} as {
    labels?: Record<string, string>;
    refId?: string;
    start?: number;
    config?: FieldConfig<FieldOptions>;
    name?: string;
  }
): DataFrame {
  return toDataFrame({
    refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: values.map((_, i) => start + i * HOUR) },
      { name, type: FieldType.number, values, labels, config: config ?? {} },
    ],
  });
}

/** Writes values with a unit, as Grafana's display processor does. */
export function withDisplay(frame: DataFrame, suffix = '%'): DataFrame {
  const field: Field = frame.fields[1];
  field.display = (value) => ({ text: String(Math.round(Number(value) * 100) / 100), suffix, numeric: Number(value) });
  return frame;
}

/** A panel of a dashboard of which nothing was changed. */
export const storedDefaults = () =>
  Object.fromEntries(Object.entries(optionTable).map(([name, row]) => [name, row.default])) as StoredOptions;

export const optionsOf = (change: Partial<StoredOptions> = {}): StoredOptions => ({
  ...storedDefaults(),
  step: '1h',
  history: '10d',
  ...change,
});

/** A forecast from `origin`: expected 10 for `past` hours up to it, then 10, 11, 12, ... with bands of 2 and 4. */
export function resultOf({
  origin = T0 + 23 * HOUR,
  past = 12,
  horizon = 6,
  source = 'blend' as ForecastResult['report']['source'],
} = {}): ForecastResult {
  const band = (points: Float64Array) =>
    [
      { level: 0.8, width: 2 },
      { level: 0.95, width: 4 },
    ].map(({ level, width }) => ({ level, lower: points.map((p) => p - width), upper: points.map((p) => p + width) }));
  const expected = new Float64Array(past).fill(10);
  const point = Float64Array.from({ length: horizon }, (_, i) => 10 + i);
  return {
    expected: {
      times: Float64Array.from(expected, (_, i) => origin - (past - 1 - i) * HOUR),
      point: expected,
      intervals: band(expected),
    },
    anomalyScore: new Float64Array(past).fill(0.5),
    anomalies: [],
    forecast: { times: Float64Array.from(point, (_, i) => origin + (i + 1) * HOUR), point, intervals: band(point) },
    breaches: [],
    report: {
      source,
      origin,
      step: 3600,
      points: 240,
      season: 24,
      trainedAt: origin,
      accuracy: [
        { source, mae: 3.1, mase: 0.76 },
        { source: 'seasonal-naive', mae: 4.08, mase: 1 },
      ],
      coverage: [
        { level: 0.8, measured: 0.785, count: 200 },
        { level: 0.95, measured: 0.93, count: 200 },
      ],
      shares:
        source === 'blend'
          ? [
              { member: 'sarx', share: 0.6 },
              { member: 'lstm', share: 0.25 },
              { member: 'pretrained', share: 0.15 },
            ]
          : undefined,
      training:
        source === 'blend'
          ? {
              device: 'wasm',
              deviceReason: 'no WebGPU in this browser',
              epochs: 30,
              bestEpoch: 23,
              validationLoss: 0.012,
              seconds: 7.5,
              windows: 180,
            }
          : undefined,
      notes: [],
    },
  };
}

/** The worker's answer as it is drawn. */
export const trained = (result = resultOf()): DrawnForecast => ({ kind: 'trained', result, sequenceLength: 24 });
/** A baseline as it is drawn. */
export const baseline = (result = resultOf({ source: 'seasonal-naive' })): DrawnForecast => ({
  kind: 'baseline',
  result,
});
