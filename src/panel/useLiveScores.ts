import { useState } from 'react';
import type { ForecastResult } from '../core/fitted';
import { refine, watch } from '../core/live';
import type { ForecastOptions } from '../core/options';
import type { LiveSeries } from './frames';
import { type PanelForecast, chartSeries } from './session';

interface Scored {
  result: ForecastResult;
  live: LiveSeries;
  recent: PanelForecast['recent'];
  options: ForecastOptions;
  refined: ForecastResult;
}

/**
 * The forecasts with every live sample held against their bands at the samples' own resolution. A series is scored
 * again when its samples, its result or the rules are others.
 */
export function useLiveScores(made: PanelForecast, live: LiveSeries[], options: ForecastOptions): PanelForecast {
  const [cache] = useState(() => ({ scored: new Map<string, Scored>(), last: made }));
  const { recent } = made;
  const refined = (key: string, result: ForecastResult): ForecastResult => {
    const one = live.find((candidate) => candidate.key === key);
    if (!one) {
      return result;
    }
    const old = cache.scored.get(key);
    if (old && old.result === result && old.live === one && old.recent === recent && old.options === options) {
      return old.refined;
    }
    const watched = watch(result, recent?.upTo(one) ?? one, options);
    const scored = {
      result,
      live: one,
      recent,
      options,
      refined: watched ? refine(result, watched, one.times[0]) : result,
    };
    cache.scored.set(key, scored);
    return scored.refined;
  };
  const series = made.series.map((one) => {
    const { key, drawn } = one;
    return drawn ? { ...one, drawn: { ...drawn, result: refined(key, drawn.result) } } : one;
  });
  cache.last = { ...made, series, charted: chartSeries(series, cache.last) };
  return cache.last;
}
