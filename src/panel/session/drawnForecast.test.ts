import type { Breach } from '../../core/breaches';
import { baseline, HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { chartSeries } from './drawnForecast';
import { nothing, type SeriesForecast } from './forecastState';

test('the chart marks no crossing of a preliminary forecast that its line does not make', () => {
  const origin = T0 + 23 * HOUR;
  const breachOf = (threshold: number): Breach => ({
    ...{ threshold, direction: 'above', time: origin + 3 * HOUR, level: 0.8 },
    ...{ earliest: origin + 2 * HOUR, latest: origin + 4 * HOUR },
  });
  // The line goes from 10 to 15.
  const drawn = baseline({ ...resultOf({ origin }), breaches: [breachOf(12), breachOf(90)] });
  const marked = (phase: SeriesForecast['phase']) =>
    chartSeries([{ key: 'a', name: 'cpu', phase, drawn, isOutOfDate: false }], nothing)[0].result!.breaches.map(
      ({ threshold }) => threshold
    );
  expect(marked({ kind: 'starting' })).toEqual([12]);
  expect(marked({ kind: 'stopped' })).toEqual([12, 90]);
});
