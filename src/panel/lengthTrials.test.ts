import { defaultOptions } from '../core/options/optionValues';
import { resultOf, trained } from '../testing/panelFixtures';
import type { SeriesForecast } from './session';
import { LengthTrials } from './lengthTrials';

function seriesOf(length: number, mae: number, seconds: number, change: Partial<SeriesForecast> = {}): SeriesForecast {
  const result = resultOf();
  result.report.accuracy[0].mae = mae;
  result.report.training!.seconds = seconds;
  const drawn = { ...trained(result), sequenceLength: length } as SeriesForecast['drawn'];
  return { key: 'a', name: 'cpu', phase: { kind: 'ready' }, drawn, isOutOfDate: false, ...change };
}
const options = (sequenceLength: number, more = {}) => ({ ...defaultOptions(), sequenceLength, ...more });

it('says what a change did, once its answer is there', () => {
  const trials = new LengthTrials();
  const effect = (one: SeriesForecast, length: number, more = {}) =>
    trials.of([one], options(length, more), 'up')[0].lengthEffect;
  expect(effect(seriesOf(24, 2.42, 2), 24)).toBeUndefined();
  // Asked for, and not yet answered.
  expect(effect(seriesOf(24, 2.42, 2), 96)).toBeUndefined();
  expect(effect(seriesOf(96, 2.43, 8), 96)).toMatchObject({
    from: { length: 24, mae: 2.42, seconds: 2 },
    to: { length: 96, mae: 2.43, seconds: 8 },
    best: 24,
  });
  // A refresh changes the figures and not what is compared.
  expect(effect(seriesOf(96, 2.2, 8), 96)).toMatchObject({ from: { length: 24 }, to: { mae: 2.2 }, best: 96 });
  expect(effect(seriesOf(8, 2.5, 1), 8)).toMatchObject({ from: { length: 96 }, best: 96 });
  expect(effect(seriesOf(8, 2.5, 1), 8, { hidden: 8 })).toBeUndefined();
});

it('compares no old forecast, no baseline, and keeps series apart', () => {
  const trials = new LengthTrials();
  trials.of([seriesOf(24, 2, 2)], options(24), 'up');
  const others = [seriesOf(96, 2, 2, { isOutOfDate: true }), seriesOf(96, 2, 2, { key: 'b' })];
  expect(trials.of(others, options(96), 'up').map(({ lengthEffect }) => lengthEffect)).toEqual([undefined, undefined]);
});

it('compares no two queries', () => {
  const trials = new LengthTrials();
  trials.of([seriesOf(24, 2, 2)], options(24), 'up');
  expect(trials.of([seriesOf(96, 2, 2)], options(96), 'down')[0].lengthEffect).toBeUndefined();
});

it('finds no best among lengths of which none was measured, and the best of those that were', () => {
  const trials = new LengthTrials();
  const best = (length: number, mae: number) =>
    trials.of([seriesOf(length, mae, 2)], options(length), 'up')[0].lengthEffect?.best;
  expect([best(8, NaN), best(24, NaN), best(96, 2)]).toEqual([undefined, NaN, 96]);
});
