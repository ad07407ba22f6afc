import type { Phrase, Words } from '../language';
import type { Anomaly, DueTime } from '../anomalies';
import type { Breach } from '../breaches';
import type { Bounds, Drift, Forecast } from '../bands';
import type { MemberName, SeriesNetwork } from '../members';

/** The forecaster that is drawn, or is measured beside it. `pretrained`: the LSTM that came with Presage. */
export type ForecastSource =
  'blend' | SeriesNetwork | 'pretrained' | 'seasonal-naive' | 'linear' | 'last-value' | 'constant';

/** Asked and measured coverage of an interval, counted over actuals that neither trained nor calibrated it. */
export interface Coverage {
  /** nominal, 0..1 */
  level: number;
  /** share of actuals inside, 0..1; NaN where `count` is 0 */
  measured: number;
  count: number;
  /** the same share over the last third of the lead times alone; NaN where none could be measured */
  late?: number;
}

/** Error of one forecaster on values it neither trained nor calibrated on, all lead times pooled. */
export interface Accuracy {
  source: ForecastSource;
  /** mean absolute error, in the series' unit */
  mae: number;
  /** MAE over the MAE of the seasonal naive forecast in training; of the last value where no season was found */
  mase: number;
}

/** Error and coverage of the drawn forecast over some lead times. */
export interface LeadTimes {
  /** steps, counted from 0: `[from, to)` */
  from: number;
  to: number;
  mae: number;
  /** of the seasonal naive forecast; of the last value where no day fits the step */
  naiveMae: number;
  /** of the others that users know, where they were replayed */
  others?: Array<{ member: MemberName; mae: number }>;
  /** share of actuals inside the widest band */
  coverage: number;
}

/** Part of a member in the blend, all lead times together. */
export interface Share {
  member: MemberName;
  /** 0..1 */
  share: number;
}

/** Facts of the training; absent when nothing was trained. */
export interface TrainingReport {
  device: string;
  /** why this device: a short clause, such as "no WebGPU in this browser" */
  deviceReason: Words;
  epochs: number;
  /** 1-based epoch whose weights were kept */
  bestEpoch: number;
  validationLoss: number;
  seconds: number;
  windows: number;
  /** series trained side by side, this one included; 1 where absent */
  together?: number;
  /** series whose windows one network learned from, this one included; absent for a network of its own */
  shared?: number;
}

/** The way in which a series has left what its model was trained on. */
export type ModelDrift =
  | ({ kind: 'misses' } & Drift)
  /** it has held another level since then, ms, for longer than a day */
  | { kind: 'level'; since: number };

/** Everything the status line says. Every number is measured on data the model did not train on. */
export interface Report {
  source: ForecastSource;
  /** last observed time, ms: where the forecast starts from */
  origin: number;
  /** seconds */
  step: number;
  /** known (not NaN) values of the whole history; the model trains on the part of it in `training.windows` */
  points: number;
  /** seasonal period found, in steps; undefined when none */
  season?: number;
  /** that points and bands are held within */
  bounds?: Bounds;
  /** ms since the epoch */
  trainedAt: number;
  /** the drawn forecaster first, then those it is compared with; empty where there was too little data to measure */
  accuracy: Accuracy[];
  coverage: Coverage[];
  /** absent for the instant forecast */
  leadTimes?: LeadTimes[];
  /** parts of the blend by falling size; absent where one forecaster is drawn alone */
  shares?: Share[];
  training?: TrainingReport;
  /** present where the model is out of date, because the values since its training are unlike those before */
  drift?: ModelDrift;
  /** sentences a user must know, such as "the LSTM lost against the seasonal naive forecast, which is shown" */
  notes: Phrase[];
}

/** Live samples at their own resolution. */
export interface Seen {
  /** time of the newest sample, ms: the forecast begins there */
  until: number;
  /** seconds between samples */
  step: number;
  /** of the band at their resolution, outside of anomalies */
  coverage: Coverage;
}

/** All the panel draws for one series. Plain data: survives structured clone and IndexedDB. */
export interface ForecastResult {
  /** the band behind the live series: at each time what was expected one step before, out of sample; after gaps and inside
   * incidents from the last trusted value */
  expected: Forecast;
  /** (times of `expected`), 0 at the point, 1 at the band's edge, NaN in gaps */
  anomalyScore: Float64Array;
  anomalies: Anomaly[];
  /** beyond the origin, `horizon` steps */
  forecast: Forecast;
  /** the same as if the incident that lasts at the origin were none; absent without one */
  calm?: Forecast;
  /** when something comes on dates, as expected or in the forecast: no mark where it is within the band; absent without any */
  due?: DueTime[];
  breaches: Breach[];
  report: Report;
  /** present once live samples finer than the grid have been held against the band */
  seen?: Seen;
}
