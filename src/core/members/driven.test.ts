import { createHistory } from '../history/history';
import type { Covariate } from '../series/covariate';
import { DAY, change, createNoise, makeSeries } from '../../testing/testSeries';
import { drivenMember } from './driven';

const DAYS = 20;
const HORIZON = 12;
const ROWS = DAYS * DAY;
/** A batch of 4 h every 20 h, which no day foretells. */
const isBatch = (row: number) => row % 40 < 8;
const noise = createNoise(3);
const series = makeSeries(ROWS, (i) => 40 + 8 * Math.sin((2 * Math.PI * i) / DAY) + (isBatch(i) ? 30 : 0) + noise());
const batch: Covariate = {
  ...makeSeries(ROWS + HORIZON, (i) => (isBatch(i) ? 1 : 0)),
  name: 'batch',
  isKnownAhead: true,
};

/** (H) in the unit of the series. */
function forecast(covariates: Covariate[], origin: number, seen = series, fit = { end: ROWS }) {
  const history = createHistory(seen, 'UTC');
  const path = drivenMember(covariates)!.create(history, HORIZON)!(fit)!(origin).point;
  return path.map((z) => history.center + history.unit * z);
}

it('steps where the covariate does, at the height that it had before', () => {
  // Row 909 is followed by six hours, in which a batch begins with row 920.
  const path = forecast([batch], 909);
  path.forEach((value, h) => expect(Math.abs(value - series.values[910 + h])).toBeLessThan(5));
  expect(path[10] - path[9]).toBeGreaterThan(25);
});

it('goes beyond the end of the series by what is known of the covariate', () => {
  // Rows 960 to 967 have a batch, the next begins with row 1000.
  const calm = forecast([batch], ROWS - 1);
  const planned = { ...batch, values: batch.values.map((value, i) => (i >= ROWS + 4 ? 1 : value)) };
  forecast([planned], ROWS - 1).forEach((value, h) => {
    const isPlanned = h >= 4 && !isBatch(ROWS + h);
    expect(value - calm[h] > 25).toBe(isPlanned);
  });
});

it('reads no later value of the series, and of the covariate none beyond the horizon', () => {
  const origin = 700;
  const fit = { end: 600 };
  const path = forecast([batch], origin, series, fit);
  const later = change(series, (value, i) => (i > origin ? 1e3 : value));
  // The scale of a history comes from all of it: the one of the first is kept by values that do not move it.
  const shuffled = change(series, (value, i) => (i > origin ? series.values[origin - (i - origin)] : value));
  expect(later.values[origin]).toBe(series.values[origin]);
  const standardised = (seen: typeof series) =>
    drivenMember([batch])!.create(createHistory(seen, 'UTC', undefined, 600), HORIZON)!(fit)!(origin).point;
  expect(standardised(later)).toEqual(standardised(series));
  expect(standardised(shuffled)).toEqual(standardised(series));
  const unknown = { ...batch, values: batch.values.map((value, i) => (i > origin + HORIZON ? 1 - value : value)) };
  expect(forecast([unknown], origin, series, fit)).toEqual(path);
});

it('says nothing of times of which the covariate is not known', () => {
  const short = { ...batch, values: batch.values.slice(0, ROWS + 2) };
  const path = forecast([short], ROWS - 1);
  // A value stands in for those up to three steps after it.
  expect(Array.from(path, Number.isNaN)).toEqual(Array.from({ length: HORIZON }, (_, h) => h > 4));
});

it('is not there without one that is known ahead', () => {
  expect(drivenMember()).toBeUndefined();
  expect(drivenMember([{ ...batch, isKnownAhead: undefined }])).toBeUndefined();
});
