import { change, DAY, makeDaily } from '../../testing/testSeries';
import { createHistory } from '../history/history';
import { createNetInput, LEAD_FEATURES, PATCH_FEATURES, PATCHES } from './netFeatures';
import { residualPath } from '../regression/residualModel';
import { fitSarx, seasonPath } from '../regression/sarx';

const series = makeDaily(20);
const leads = [1, 2, 12, DAY];
const origin = 15 * DAY + 7;
const inputOf = (s: typeof series) =>
  createNetInput(fitSarx(createHistory(s, 'UTC', undefined, origin + 1), DAY, { end: origin + 1 }), origin, leads);

test('the input has its shape and no NaN, gaps or not', () => {
  const gappy = change(series, (value, t) => (t % 5 === 0 || (t > origin - 90 && t < origin) ? NaN : value));
  for (const input of [inputOf(series), inputOf(gappy)]) {
    // Two days of hours.
    expect(input.encoder).toHaveLength(48 * PATCH_FEATURES);
    expect(input.decoder).toHaveLength(leads.length * LEAD_FEATURES);
    expect([...input.encoder, ...input.decoder, ...input.base, input.scale].every(Number.isFinite)).toBe(true);
  }
});

test('after a gap longer than the days of its season it corrects what the season said of the days before', () => {
  const gap = change(series, (value, t) => (t > origin - 10 * DAY && t <= origin - 4 ? NaN : value));
  const { base, encoder, decoder } = inputOf(gap);
  base.forEach((value, i) => expect(Math.abs(value - inputOf(series).base[i])).toBeLessThan(0.5));
  expect([...encoder, ...decoder].every(Number.isFinite)).toBe(true);
});

test('nothing after the origin is read', () => {
  expect(inputOf(change(series, (value, t) => (t > origin ? 1e6 : value)))).toEqual(inputOf(series));
});

test('a shifted and stretched series gives the same input', () => {
  const moved = inputOf(change(series, (value) => 5 + 3 * value));
  const plain = inputOf(series);
  moved.encoder.forEach((feature, i) => expect(feature).toBeCloseTo(plain.encoder[i], 4));
  moved.decoder.forEach((feature, i) => expect(feature).toBeCloseTo(plain.decoder[i], 4));
});

describe('each feature, by its definition', () => {
  const gappy = change(series, (value, t) =>
    t % 37 === 5 || (t > origin - 2 * DAY && t < origin - 2 * DAY + 20) ? NaN : value + (t % 7) / 3
  );
  const history = createHistory(gappy, 'UTC', undefined, origin + 1);
  const sarx = fitSarx(history, DAY, { end: origin + 1 });
  const { encoder, decoder, base, scale } = createNetInput(sarx, origin, leads);
  const { values } = history.clipped;
  const residuals = sarx.residual.values;
  const meanOf = (list: ArrayLike<number>, from: number, to: number) => {
    const known = Array.from(list)
      .slice(from, to + 1)
      .filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const dayMean = meanOf(values, origin - DAY + 1, origin);
  const written = (features: number[]) => features.map((x) => (Number.isNaN(x) ? 0 : Math.max(-8, Math.min(8, x))));
  const wave = (turns: number) => [Math.sin(2 * Math.PI * turns), Math.cos(2 * Math.PI * turns)];
  // The week begins on Monday, the series on a Thursday.
  const week = (row: number) => wave((row / DAY + 3) / 7);

  test('of an hour of the past', () => {
    for (let i = 0; i < PATCHES; i++) {
      const end = origin - 2 * (PATCHES - 1 - i);
      const expected = written([
        meanOf(values, end - 1, end) - dayMean,
        meanOf(residuals, end - 1, end) / scale,
        residuals[end] / scale,
        ...wave(end / DAY),
        ...week(end),
      ]);
      const row = encoder.subarray(i * PATCH_FEATURES, (i + 1) * PATCH_FEATURES);
      row.forEach((feature, k) => expect(feature).toBeCloseTo(expected[k], 5));
    }
  });

  test('of a lead time', () => {
    const [season, residual] = [seasonPath(sarx, origin), residualPath(sarx, origin)];
    const lastDay = Array.from(residuals.subarray(origin - DAY + 1, origin + 1), Math.abs);
    leads.forEach((lead, i) => {
      const row = origin + lead;
      expect(base[i]).toBeCloseTo(season[lead - 1] + residual[lead - 1], 12);
      const lags = sarx.season.lags.map((daysBack) => values[row - daysBack * DAY]);
      const known = lags.filter((lag) => !Number.isNaN(lag));
      const mean = meanOf(known, 0, known.length);
      const deviation = Math.sqrt(
        meanOf(
          known.map((lag) => (lag - mean) ** 2),
          0,
          known.length
        )
      );
      const expected = written([
        ...[lead / DAY, Math.sqrt(lead / DAY), Math.exp((-24 * lead) / DAY), Math.exp((-4 * lead) / DAY)],
        ...[base[i] - dayMean, residual[lead - 1] / scale, residuals[origin] / scale],
        ...[(lags[0] - mean) / scale, (lags[lags.length - 1] - mean) / scale, deviation / scale],
        meanOf(lastDay, 0, DAY) / scale,
        ...[...wave(row / DAY), ...wave((2 * row) / DAY), ...week(row)],
      ]);
      const features = decoder.subarray(i * LEAD_FEATURES, (i + 1) * LEAD_FEATURES);
      features.forEach((feature, k) =>
        expect({ k, value: feature }).toEqual({ k, value: expect.closeTo(expected[k], 5) })
      );
    });
  });

  test('what is far out is held at eight', () => {
    const wild = change(series, (value, t) => (t > origin - 3 ? value + 1e4 : value));
    const high = inputOf(wild);
    expect(Math.max(...high.encoder, ...high.decoder)).toBe(8);
    const low = inputOf(change(series, (value, t) => (t > origin - 3 ? value - 1e4 : value)));
    expect(Math.min(...low.encoder, ...low.decoder)).toBe(-8);
  });

  test('before the first day is over the network sees the mean of what is known, and has nothing to correct', () => {
    const early = createHistory(series, 'UTC', undefined, origin + 1);
    const model = fitSarx(early, DAY, { end: origin + 1 });
    const input = createNetInput(model, 5, [DAY / 2]);
    expect(seasonPath(model, 5)[DAY / 2 - 1]).toBeNaN();
    expect(input.base[0]).toBeNaN();
    // The base less the mean of the day is the residual alone.
    expect(input.decoder[4]).toBeCloseTo(residualPath(model, 5)[DAY / 2 - 1], 6);
  });
});
