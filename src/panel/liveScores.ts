import type { ForecastResult } from '../core/fitted';
import { refine, watch } from '../core/live';
import type { ForecastOptions } from '../core/options';
import { type Memory, createMemory } from '../core/rarity';
import { clockOffset } from '../core/series';
import type { LiveSeries } from './frames';
import { type PanelForecast, chartSeries, nothing } from './session';

interface Scored {
  result: ForecastResult;
  live: LiveSeries;
  recent: PanelForecast['recent'];
  options: ForecastOptions;
  timeZone: string;
  refined: ForecastResult;
  memory: Memory;
}

/** Holds every live sample against the bands of a panel's forecasts, and remembers what it found. */
export class LiveScores {
  private readonly scored = new Map<string, Scored>();
  private last = nothing;

  /**
   * The forecasts as their samples show them. A series is scored again when its samples, its result or the rules are
   * others; what did not change stays the same objects.
   * @param timeZone IANA zone of their days
   */
  of(made: PanelForecast, live: LiveSeries[], options: ForecastOptions, timeZone = 'UTC'): PanelForecast {
    const byKey = new Map(live.map((one) => [one.key, one]));
    const series = made.series.map((one) => {
      const { key, drawn } = one;
      const samples = byKey.get(key);
      return drawn && samples
        ? { ...one, drawn: { ...drawn, result: this.refined(drawn.result, samples, made.recent, options, timeZone) } }
        : one;
    });
    this.last = { ...made, series, charted: chartSeries(series, this.last) };
    return this.last;
  }

  /** The last answer of `of`. */
  shown(): PanelForecast {
    return this.last;
  }

  /** A result that was refined already, as a snapshot holds it, stays as it is. */
  private refined(
    result: ForecastResult,
    live: LiveSeries,
    recent: PanelForecast['recent'],
    options: ForecastOptions,
    timeZone: string
  ): ForecastResult {
    if (result.seen) {
      return result;
    }
    const before = this.scored.get(live.key);
    const old = before?.timeZone === timeZone ? before : undefined;
    if (old && old.result === result && old.live === live && old.recent === recent && old.options === options) {
      return old.refined;
    }
    const memory = old?.memory ?? createMemory(clockOffset(timeZone));
    const watched = watch(result, recent?.upTo(live) ?? live, options, memory, live.times[0]);
    const refined = watched ? refine(result, watched, live.times[0]) : result;
    this.scored.set(live.key, { result, live, recent, options, timeZone, refined, memory });
    return refined;
  }
}
