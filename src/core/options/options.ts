import { DAY_SECONDS, HOUR_SECONDS, WEEK_SECONDS } from '../math';

/**
 * The one table of options. The panel's editor, validation, the worker's defaults and the README's table all read
 * it. Durations are strings such as `6h` so that a dashboard's JSON stays readable; `auto` lets Presage choose.
 */

interface Row {
  label: string;
  /** one or two sentences a user reads under the control */
  help: string;
  category: 'Forecast' | 'Anomalies' | 'Model' | 'Training';
  /** under "Advanced": hidden until asked for */
  advanced?: boolean;
  /** another value means another trained model; without it only what is made of the model changes */
  retrains?: boolean;
}
export interface NumberRow extends Row {
  kind: 'number';
  default: number;
  min: number;
  max: number;
  step: number;
  integer: boolean;
  unit?: string;
}
/** A number that may be left empty. */
export interface OptionalNumberRow extends Row {
  kind: 'optional-number';
  default: undefined;
}
export interface DurationRow extends Row {
  kind: 'duration';
  /** a duration such as `6h`, or `auto` where `auto` is allowed */
  default: string;
  minSeconds: number;
  maxSeconds: number;
  auto: boolean;
}
export interface ChoiceRow extends Row {
  kind: 'choice';
  default: string;
  choices: ReadonlyArray<{ value: string; label: string; help?: string }>;
}
/** Comma-separated numbers, rising, each in (min, max). */
export interface LevelsRow extends Row {
  kind: 'levels';
  default: string;
  min: number;
  max: number;
}
/** Comma-separated names of other series or queries of the panel, at most `max`; empty for none. */
export interface NamesRow extends Row {
  kind: 'names';
  default: string;
  max: number;
}
/** Comma-separated windows of time, `from/to` in ISO 8601; empty for none. */
export interface WindowsRow extends Row {
  kind: 'windows';
  default: string;
  max: number;
}
export type OptionRow = NumberRow | OptionalNumberRow | DurationRow | ChoiceRow | LevelsRow | NamesRow | WindowsRow;

export const optionTable = {
  sequenceLength: {
    kind: 'number',
    default: 24,
    min: 2,
    max: 512,
    step: 1,
    integer: true,
    unit: 'steps',
    category: 'Model',
    retrains: true,
    label: 'Sequence length',
    help: 'Past steps the LSTM sees at once. Longer sees slower patterns and trains more slowly.',
  },
  horizon: {
    kind: 'duration',
    default: '6h',
    minSeconds: 60,
    maxSeconds: WEEK_SECONDS,
    auto: false,
    category: 'Forecast',
    retrains: true,
    label: 'Horizon',
    help: 'How far beyond the last point to forecast.',
  },
  history: {
    kind: 'duration',
    default: '30d',
    minSeconds: HOUR_SECONDS,
    // 400 days. A product of imports would keep the table in bundles that do not use it.
    maxSeconds: 34_560_000,
    auto: false,
    category: 'Forecast',
    retrains: true,
    label: 'History',
    help: 'How much of the past to fetch and learn from, whatever time range the dashboard shows.',
  },
  step: {
    kind: 'duration',
    default: 'auto',
    minSeconds: 1,
    maxSeconds: DAY_SECONDS,
    auto: true,
    category: 'Forecast',
    advanced: true,
    retrains: true,
    label: 'Step',
    help: 'Time between points of the history. Auto keeps the history under 1,500 points, so that the same forecast appears at every zoom; 30 days give 30m. Anomalies are found on this grid: what is shorter and falls between its points is not seen unless the query averages over it, as avg_over_time(x[30m]) does.',
  },
  levels: {
    kind: 'levels',
    default: '0.8, 0.95',
    min: 0.5,
    max: 0.99,
    category: 'Forecast',
    label: 'Band levels',
    help: 'Share of future values each band should contain. The widest one is the border between normal and anomalous.',
  },
  lowerBound: {
    kind: 'optional-number',
    default: undefined,
    category: 'Forecast',
    advanced: true,
    label: 'Lower bound',
    help: 'No forecast or band goes below this, such as 0 for bytes. Empty: no bound.',
  },
  upperBound: {
    kind: 'optional-number',
    default: undefined,
    category: 'Forecast',
    advanced: true,
    label: 'Upper bound',
    help: 'No forecast or band goes above this, such as 100 for a percentage. Empty: no bound.',
  },
  anomalyMethod: {
    kind: 'choice',
    default: 'band',
    choices: [
      {
        value: 'band',
        label: 'Band',
        help: 'Values outside the widest calibrated band, if the step there comes once in a hundred, or for three hours. On 15 labelled series of operations it found 70 % of the events, with 0.8 alerts a day and series, 44 % of them false.',
      },
      {
        value: 'spikes',
        label: 'Spikes',
        help: 'A jump that the last values did not lead to, against how far such jumps went before. On the same series: 63 % of the events, 0.5 alerts a day and series, 16 % of them false.',
      },
      {
        value: 'sustained',
        label: 'Sustained',
        help: 'Hours that are unlike the last values, the time of day and the usual level together.',
      },
      {
        value: 'sigma',
        label: 'Mean + k sigma',
        help: 'A residual larger than the mean plus k standard deviations of past residuals. On 15 labelled series of operations this rule raised 2.5 alerts a day and series with k = 2, 83 % of them false; with k = 3 1.3, 64 % of them false.',
      },
      { value: 'off', label: 'Off', help: 'No anomaly markers.' },
    ],
    category: 'Anomalies',
    label: 'Method',
    help: 'What makes a value an anomaly. Whatever the method, incidents are kept out of what is learned.',
  },
  anomalyLimit: {
    kind: 'number',
    default: 1,
    min: 0.1,
    max: 10,
    step: 0.1,
    integer: false,
    category: 'Anomalies',
    label: 'Score limit',
    help: 'Mark scores above this; 1 is the edge of the band, or the threshold of the method. Lower is more sensitive. Outside the band a single point must be twice as far out, a run of n points 1 + 1/n times.',
  },
  sigmas: {
    kind: 'number',
    default: 2,
    min: 0.5,
    max: 10,
    step: 0.5,
    integer: false,
    unit: 'sigma',
    category: 'Anomalies',
    advanced: true,
    label: 'k',
    help: 'Standard deviations for the method "Mean + k sigma".',
  },
  direction: {
    kind: 'choice',
    default: 'both',
    choices: [
      { value: 'both', label: 'Both' },
      { value: 'above', label: 'Above' },
      { value: 'below', label: 'Below' },
    ],
    category: 'Anomalies',
    label: 'Direction',
    help: 'Which side of the band counts.',
  },
  minimumDeviation: {
    kind: 'number',
    default: 0,
    min: 0,
    max: 1e15,
    step: 0.1,
    integer: false,
    category: 'Anomalies',
    advanced: true,
    label: 'Minimum deviation',
    help: 'Ignore differences from the expected value smaller than this, in the unit of the series.',
  },
  minimumDuration: {
    kind: 'number',
    default: 0,
    min: 0,
    max: 10080,
    step: 5,
    integer: false,
    unit: 'min',
    category: 'Anomalies',
    advanced: true,
    label: 'Minimum duration',
    help: 'Ignore anomalies that are over sooner, in minutes.',
  },
  excludedWindows: {
    kind: 'windows',
    default: '',
    max: 50,
    category: 'Anomalies',
    advanced: true,
    retrains: true,
    label: 'Excluded windows',
    help: 'Times that nothing is learned from and nothing is marked in, such as a maintenance: 2026-11-24T02:00Z/2026-11-24T06:00Z, separated by commas. Without Z or an offset a time is UTC.',
  },
  layers: {
    kind: 'number',
    default: 2,
    min: 1,
    max: 3,
    step: 1,
    integer: true,
    unit: 'layers',
    category: 'Model',
    retrains: true,
    label: 'LSTM layers',
    help: 'Stacked LSTM layers.',
  },
  hidden: {
    kind: 'number',
    default: 50,
    min: 1,
    max: 128,
    step: 1,
    integer: true,
    unit: 'units',
    category: 'Model',
    retrains: true,
    label: 'Hidden units',
    help: 'Units of each LSTM layer.',
  },
  covariates: {
    kind: 'names',
    default: '',
    max: 8,
    category: 'Model',
    label: 'Covariates',
    help: 'Other series of this panel that the LSTM of each series sees too: names or query letters, separated by commas, a name that has a comma in double quotes. Their past alone is read. They help where they move first, by about the horizon or more.',
  },
  epochs: {
    kind: 'number',
    default: 30,
    min: 1,
    max: 500,
    step: 1,
    integer: true,
    unit: 'epochs',
    category: 'Training',
    retrains: true,
    label: 'Epochs',
    help: 'At most this many passes over the history. Training stops earlier when the validation loss stops falling.',
  },
  learningRate: {
    kind: 'number',
    default: 0.001,
    min: 0.00001,
    max: 0.1,
    step: 0.0001,
    integer: false,
    category: 'Training',
    retrains: true,
    label: 'Learning rate',
    help: 'Step size of the Adam optimiser.',
  },
  batchSize: {
    kind: 'number',
    default: 32,
    min: 1,
    max: 512,
    step: 1,
    integer: true,
    unit: 'windows',
    category: 'Training',
    advanced: true,
    retrains: true,
    label: 'Batch size',
    help: 'Windows per training step.',
  },
  patience: {
    kind: 'number',
    default: 7,
    min: 1,
    max: 100,
    step: 1,
    integer: true,
    unit: 'epochs',
    category: 'Training',
    advanced: true,
    retrains: true,
    label: 'Patience',
    help: 'Epochs without a better validation loss before training stops. The best weights are kept.',
  },
  budget: {
    kind: 'duration',
    default: '60s',
    minSeconds: 1,
    maxSeconds: HOUR_SECONDS,
    auto: false,
    category: 'Training',
    advanced: true,
    retrains: true,
    label: 'Time budget',
    help: 'Training starts no new epoch after this long; the best weights so far are kept.',
  },
  device: {
    kind: 'choice',
    default: 'auto',
    choices: [
      { value: 'auto', label: 'Auto' },
      { value: 'webgpu', label: 'WebGPU' },
      { value: 'webgl', label: 'WebGL' },
      { value: 'wasm', label: 'WASM' },
      { value: 'cpu', label: 'CPU' },
    ],
    category: 'Training',
    retrains: true,
    label: 'Device',
    help: 'Where to train. Auto takes the fastest device this browser has; the status line says which and why.',
  },
  seed: {
    kind: 'number',
    default: 42,
    min: 0,
    max: 4294967295,
    step: 1,
    integer: true,
    category: 'Training',
    advanced: true,
    retrains: true,
    label: 'Seed',
    help: 'Same data, options, seed and device: same forecast, unless the time budget ends training.',
  },
} as const satisfies Record<string, OptionRow>;

export type OptionName = keyof typeof optionTable;

type Value<R extends OptionRow> = R extends NumberRow
  ? number
  : R extends OptionalNumberRow
    ? number | undefined
    : R extends ChoiceRow
      ? R['choices'][number]['value']
      : string;

/** Options as a user sets them, and as a dashboard stores them. */
export type ForecastOptions = { -readonly [K in OptionName]: Value<(typeof optionTable)[K]> };
