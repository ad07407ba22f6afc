import type { Anomaly } from '../../core/anomalies';
import type { ForecastError } from '../../core/options';
import type { ForecastResult } from '../../core/fitted';
import type { Series } from '../../core/series';
import type { JobState } from '../../worker/protocol';

/** Where the forecast of one series stands. */
export type SeriesPhase =
  /** no history yet */
  | { kind: 'waiting' }
  /** off screen, in a hidden tab or stopped by the user: a baseline or an older forecast stays */
  | { kind: 'paused' }
  | { kind: 'stopped' }
  | JobState
  | { kind: 'ready' }
  | { kind: 'failed'; error: ForecastError };

export interface SeriesForecast {
  key: string;
  name: string;
  phase: SeriesPhase;
  /** training history on its grid */
  history?: Series;
  /** what is drawn: the baseline at first, then the worker's result; stays while another is made */
  result?: ForecastResult;
  /** of the model behind the result; undefined for the instant baseline */
  sequenceLength?: number;
  /** the result stands for older options or data than the panel asks for */
  isOutOfDate: boolean;
}

export interface PanelForecast {
  /** the history is on its way */
  isFetching: boolean;
  /** what stops the whole panel: a history that cannot be fetched, an invalid option */
  error?: ForecastError;
  /** options that were replaced by their defaults */
  problems: ForecastError[];
  series: SeriesForecast[];
  /** what the chart draws of them; another list only when a history or a result is another: progress redraws nothing */
  drawn: readonly DrawnForecast[];
  /** series beyond the limit, live only */
  omitted: number;
  /** plain sentences on how the history was come by */
  notes: string[];
  /** plain sentences on what is wrong with the live data */
  warnings: string[];
}

export interface DrawnForecast extends Pick<SeriesForecast, 'key' | 'history' | 'result'> {
  isProvisional: boolean;
}

export const nothing: PanelForecast = {
  isFetching: false,
  problems: [],
  series: [],
  drawn: [],
  omitted: 0,
  notes: [],
  warnings: [],
};

/** Whether work on a series is under way or due. */
export function isBusy({ phase }: SeriesForecast): boolean {
  return phase.kind === 'queued' || phase.kind === 'starting' || phase.kind === 'training';
}

export function asDrawn(series: SeriesForecast): DrawnForecast {
  const { key, history, result } = series;
  return { key, history, result, isProvisional: isProvisional(series) };
}

/** Whether the instant baseline is drawn only until the worker has its own result: its markers would come and go. */
export function isProvisional(series: SeriesForecast): boolean {
  const { phase, sequenceLength } = series;
  return sequenceLength === undefined && (isBusy(series) || phase.kind === 'waiting' || phase.kind === 'paused');
}

/** Anomalies of the final result; none of a provisional one. */
export function anomaliesOf(series: SeriesForecast): Anomaly[] {
  return isProvisional(series) ? [] : (series.result?.anomalies ?? []);
}

export type PanelState =
  'waiting' | 'fetching' | 'learning' | 'training' | 'paused' | 'stopped' | 'ready' | 'out-of-date' | 'failed';

/** One word for the whole panel; the least finished series decides, and a failure only when nothing else goes on. */
export function panelState(forecast: PanelForecast): PanelState {
  const { series } = forecast;
  if (forecast.error && !series.some(({ result }) => result)) {
    return 'failed';
  }
  const some = (kind: SeriesPhase['kind']) => series.some(({ phase }) => phase.kind === kind);
  if (series.some(isBusy)) {
    return 'training';
  }
  if (forecast.error || series.some((one) => one.isOutOfDate && one.phase.kind !== 'ready')) {
    return 'out-of-date';
  }
  if (forecast.isFetching && !series.some(({ result }) => result)) {
    return 'fetching';
  }
  if (some('paused')) {
    return 'paused';
  }
  if (some('stopped')) {
    return 'stopped';
  }
  const failures = series.flatMap(({ phase }) => (phase.kind === 'failed' ? [phase.error] : []));
  if (failures.length > 0 && failures.length === series.length) {
    return failures.every(({ kind }) => kind === 'too-little-history') ? 'learning' : 'failed';
  }
  return series.length > 0 && !some('waiting') ? 'ready' : 'waiting';
}

/** A forecast far from this history's end is replaced by a baseline until the worker has its own. */
export function isBaselineDue(entry: SeriesForecast): boolean {
  const { result, history } = entry;
  if (!result || !history) {
    return true;
  }
  const { step } = result.report;
  return (
    step !== history.step ||
    Math.abs(endOf(history) - result.report.origin) > result.forecast.times.length * step * 1000
  );
}

/** Whether the history on hand ends a step or more from where the drawn forecast starts. */
export function originMoved({ result, history }: SeriesForecast): boolean {
  return !!result && !!history && Math.abs(endOf(history) - result.report.origin) >= history.step * 1000;
}

function endOf({ start, step, values }: Series): number {
  return start + (values.length - 1) * step * 1000;
}
