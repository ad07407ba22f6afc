import { oncePerPage } from '../../worker/oncePerPage';
import { DAY_SECONDS } from '../../core/math';
import { type ForecastOptions, validateOptions } from '../../core/options';
import type { Series } from '../../core/series';

const STEP = 1800;
const DAYS = 8;
const TIMES = 4;
const FAR = 200;

/** Days of made-up values, with one far out: all that a first answer runs is run on them. */
export const rehearsed: Series = {
  start: 0,
  step: STEP,
  values: Float64Array.from({ length: (DAYS * DAY_SECONDS) / STEP }, (_, row, day = DAY_SECONDS / STEP) => {
    const ripple = ((row * 37) % 13) / 6;
    return 50 + 20 * Math.sin((2 * Math.PI * row) / day) + ripple + (row === 6 * day ? FAR : 0);
  }),
};

type Baseline = (series: Series, options: ForecastOptions, thresholds: number[]) => unknown;

/**
 * Forecasts made-up values while the data source answers, once for the page, when the browser has nothing else to do.
 * A first answer takes four times as long where nothing of it is compiled yet, and so it is by then.
 */
export const rehearse = oncePerPage('rehearsal 1', () => createRehearsal(whenIdle));

/** @param whenIdle runs something when there is time */
export function createRehearsal(whenIdle: (run: () => void) => void): (baseline: Baseline) => void {
  let left = TIMES;
  const next = (baseline: Baseline) => {
    if (left-- > 0) {
      whenIdle(() => {
        baseline(rehearsed, validateOptions(undefined).options, [FAR]);
        next(baseline);
      });
    }
  };
  let isBegun = false;
  return (baseline) => {
    if (!isBegun) {
      isBegun = true;
      next(baseline);
    }
  };
}

/** Safari has no idle callback. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in globalThis) {
    requestIdleCallback(run);
  } else {
    setTimeout(run);
  }
}
