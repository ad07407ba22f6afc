import { HOUR_SECONDS } from '../math/time';
import { fitContext, isReusable, type ModelContext } from './context';
import type { ForecastOptions } from '../options/forecastOptions';
import { defaultOptions } from '../options/optionValues';
import { fitScaler } from '../math/scaling';
import { splitHistory, toSlices } from '../series/split';
import { change, DAY, makeDaily } from '../../testing/testSeries';

const options = defaultOptions();
const series = makeDaily();
const made = fitContext(series, options, 'Europe/Berlin');
/** As it comes out of storage. */
const stored: unknown = JSON.parse(JSON.stringify(made));

test('a stored model is used again on the same series', () => {
  expect(isReusable(stored, series, options, 'Europe/Berlin')).toBe(true);
  const later = { ...series, start: series.start + 1000 * series.step };
  expect(isReusable(stored, later, options, 'Europe/Berlin')).toBe(true);
});

test('but not at another step, though as many steps are forecast', () => {
  // Six hours of half hours are as many steps as three of quarters.
  const finer = { ...series, step: series.step / 2 };
  expect(isReusable(stored, finer, { ...options, horizon: options.horizon / 2 }, 'Europe/Berlin')).toBe(false);
});

test('nor in another time zone: its hours of the day are others', () => {
  expect(isReusable(stored, series, options, 'UTC')).toBe(false);
});

test.each<[string, Partial<ForecastOptions>]>([
  ['sequence length', { sequenceLength: options.sequenceLength + 1 }],
  ['horizon', { horizon: options.horizon + HOUR_SECONDS }],
])('nor for another %s', (_, changed) => {
  expect(isReusable(stored, series, { ...options, ...changed }, 'Europe/Berlin')).toBe(false);
});

test.each<[string, Partial<Record<keyof ModelContext, unknown>>]>([
  ['of another version', { version: made.version + 1 }],
  ['without its linear base', { linearBase: undefined }],
  ['with a border that is no number', { split: { ...made.split, liveStart: null } }],
  ['with a scale that is no number', { scaler: { ...made.scaler, spread: null } }],
  ['without a scaler', { scaler: undefined }],
])('nor one %s', (_, changed) => {
  expect(isReusable({ ...made, ...changed }, series, options, 'Europe/Berlin')).toBe(false);
});

test.each([[null], ['text'], [7]])('nor is %p a model', (nothing) => {
  expect(isReusable(nothing, series, options, 'Europe/Berlin')).toBe(false);
});

test('it is fitted on the training part alone, all of it', () => {
  const { scaler, split, season } = made;
  expect(split).toEqual(splitHistory(series));
  const { train } = toSlices(series, split);
  expect(scaler).toEqual(fitScaler(series.values.slice(0, train.to)));
  // The first value, or one of the training's last, moves the scale; one after it does not.
  const scalerWith = (row: number) =>
    fitContext(
      change(series, (value, t) => (t === row ? 1e3 : value)),
      options,
      'UTC'
    ).scaler;
  expect(scalerWith(0)).not.toEqual(scaler);
  expect(scalerWith(train.to - 1)).not.toEqual(scaler);
  expect(scalerWith(train.to)).toEqual(scaler);
  expect(season).toBe(DAY);
});
