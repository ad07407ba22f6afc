import { frameOf, HOUR, resultOf, T0 } from './panelFixtures';
import { readSeries } from '../panel/frames';
import type { DrawnSeries } from '../panel/chart/model';

const history = { start: T0, step: 3600, values: new Float64Array(24).fill(9) };

/** A drawn series for tests: 9 for a day, then a forecast from its last hour on. */
export function drawnOf(change: Partial<DrawnSeries> = {}, labels: Record<string, string> = { pod: 'a' }): DrawnSeries {
  const [live] = readSeries([
    frameOf(
      Array.from({ length: 24 }, () => 9),
      { labels }
    ),
  ]);
  return {
    live,
    history,
    result: resultOf({ origin: T0 + 23 * HOUR }),
    scaleKey: 'percent',
    color: 'green',
    forecastColor: 'blue',
    lineWidth: 1,
    fillOpacity: 0,
    isHidden: false,
    thresholds: [],
    ...change,
  };
}
