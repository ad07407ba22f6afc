import type { ForecastResult } from '../../core/fitted';
import { breachesAfter } from '../../core/breaches';
import { FINE, refine, watch } from '../../core/live';
import type { ForecastError } from '../../core/options';
import { type Memory, createMemory } from '../../core/rarity';
import { clockOffset } from '../../core/series';
import { isRecord } from '../../datasource/wire';
import type { SavedModel } from '../../worker/protocol';
import type { WatchedQuery } from '../config';
import { FineSamples } from './fineSamples';
import { plainNames } from './labelNames';

/** The part of a series that outlives the process. */
export interface Remembered {
  /** of the grid, as `drawForecast` made it */
  result: ForecastResult;
  model?: SavedModel;
  /** ms */
  fittedAt: number;
  /** the question that it answers: another expression, option or threshold makes it useless */
  question: string;
}

/** Unique among all queries. @param id such as `up{instance="a"}` */
export const keyOf = ({ name }: WatchedQuery, id: string): string => `${name}/${id}`;

/** The content of a file or a database; another version may have written it. */
export function isRemembered(value: unknown): value is Remembered {
  return (
    isRecord(value) &&
    Number.isFinite(value.fittedAt) &&
    typeof value.question === 'string' &&
    isRecord(value.result) &&
    isRecord(value.result.forecast) &&
    isRecord(value.result.expected) &&
    isRecord(value.result.report) &&
    Array.isArray(value.result.breaches) &&
    Array.isArray(value.result.anomalies)
  );
}

/** One series of a query: its forecast, its newest samples, and how both stand to each other. */
export class WatchedSeries {
  readonly key: string;
  readonly samples: FineSamples;
  remembered?: Remembered;
  /** the LSTM trained last, which may outlive the question */
  model?: SavedModel;
  /** ms of the last fit that was tried */
  triedAt = -Infinity;
  /** what the detector has judged is not judged again */
  private readonly memory: Memory;
  /** the forecast as the samples of a version refine it */
  private refined?: { result: ForecastResult; version: number; from: ForecastResult };
  /** the forecast as the newest samples show it */
  shown?: ForecastResult;
  /** why there is no forecast, or none newer */
  error?: ForecastError;
  /** its query answered without a value of it for longer than Prometheus looks back */
  isGone = false;

  constructor(
    readonly query: WatchedQuery,
    /** such as `up{instance="a"}` */
    readonly id: string,
    readonly metric: Record<string, string>,
    stepMs: number,
    /** IANA zone of its days */
    timeZone = 'UTC'
  ) {
    this.key = keyOf(query, id);
    this.samples = new FineSamples(stepMs);
    this.memory = createMemory(clockOffset(timeZone));
  }

  /** The series' own labels and those of its group, without its name; those of the group win. */
  get labels(): Record<string, string> {
    const { __name__: _, ...labels } = this.metric;
    return plainNames({ ...labels, ...this.query.labels });
  }

  /**
   * Holds the newest samples against the forecast at hand, as the panel does at each refresh. A forecast of which all has
   * passed is none. Nothing is computed anew where neither has changed.
   * @param now ms
   */
  score(now: number): void {
    this.shown = undefined;
    const result = this.remembered?.result;
    if (!result) {
      return;
    }
    const refined = this.refine(result);
    const { times } = refined.forecast;
    if (times.length > 0 && times[times.length - 1] > now) {
      this.shown = { ...refined, breaches: breachesAfter(refined.breaches, now) };
    }
  }

  private refine(from: ForecastResult): ForecastResult {
    const { version } = this.samples;
    if (this.refined?.from !== from || this.refined.version !== version) {
      const watched = watch(from, this.samples.all(), this.query.options, this.memory);
      const result = watched ? refine(from, watched, this.samples.end - 1000 * FINE * watched.step) : from;
      this.refined = { from, version, result };
      this.samples.judged();
    }
    return this.refined.result;
  }

  /** Seconds since the newest row; Infinity where there is none. */
  age(now: number): number {
    return Number.isNaN(this.samples.end) ? Infinity : (now - this.samples.end) / 1000;
  }
}
