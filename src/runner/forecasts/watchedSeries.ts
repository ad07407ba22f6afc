import type { ForecastResult } from '../../core/fitted';
import { refine, watch } from '../../core/live';
import type { ForecastError } from '../../core/options';
import { createMemory } from '../../core/surprise';
import type { SavedModel } from '../../worker/protocol';
import type { WatchedQuery } from '../config';
import { FineSamples } from './fineSamples';

/** The part of a series that outlives the process. */
export interface Remembered {
  /** of the grid, as `drawForecast` made it */
  result: ForecastResult;
  model?: SavedModel;
  /** ms */
  fittedAt: number;
}

/** One series of a query: its forecast, its newest samples, and how both stand to each other. */
export class WatchedSeries {
  /** unique among all queries */
  readonly key: string;
  readonly samples: FineSamples;
  remembered?: Remembered;
  /** what the detector has judged is not judged again */
  private readonly memory = createMemory();
  /** the forecast as the newest samples show it */
  shown?: ForecastResult;
  /** why there is no forecast, or none newer */
  error?: ForecastError;
  /** ms of the last round in which the query had the series */
  seenAt = NaN;

  constructor(
    readonly query: WatchedQuery,
    /** such as `up{instance="a"}` */
    readonly id: string,
    readonly metric: Record<string, string>,
    stepMs: number
  ) {
    this.key = `${query.name}/${id}`;
    this.samples = new FineSamples(stepMs);
  }

  /** The series' own labels and those of its group, without its name. */
  get labels(): Record<string, string> {
    const { __name__: _, ...labels } = this.metric;
    return { ...labels, ...this.query.labels };
  }

  /** Holds the newest samples against the forecast at hand, as the panel does at each refresh. */
  score(): void {
    const result = this.remembered?.result;
    if (!result) {
      return;
    }
    const watched = watch(result, this.samples.all(), this.query.options, this.memory);
    this.shown = watched ? refine(result, watched, watched.times[0]) : result;
  }

  /** Seconds since the newest value; Infinity where there is none. */
  age(now: number): number {
    return Number.isNaN(this.samples.end) ? Infinity : (now - this.samples.end) / 1000;
  }
}
