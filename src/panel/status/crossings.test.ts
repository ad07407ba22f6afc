import { ThresholdsMode, type FieldConfig } from '@grafana/data';
import type { Breach } from '../../core/breaches/breach';
import { frameOf, HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { formatsOf } from './formats';
import { crossingsOf } from './crossings';
import { crossingTexts, describeReached, describeReturn } from './words';

/** The crossings of a series and their kinds, in the order of the list. */
function said(colors: string[], limits: number[], values: number[], breaches: Array<Partial<Breach>>) {
  const steps = colors.map((color, i) => ({ color, value: i === 0 ? -Infinity : limits[i - 1] }));
  const config: FieldConfig = { thresholds: { mode: ThresholdsMode.Absolute, steps } };
  const live = readSeries([frameOf(values, { config: config as never })]);
  const origin = T0 + (values.length - 1) * HOUR;
  const result = {
    ...resultOf({ origin }),
    breaches: breaches.map((breach): Breach => ({
      ...{ threshold: limits[0], direction: 'above', time: NaN, earliest: NaN, latest: NaN, level: 0.8 },
      ...breach,
    })),
  };
  const drawn = { kind: 'baseline' as const, result };
  const series = { key: live[0].key, name: 'x', phase: { kind: 'ready' as const }, drawn, isOutOfDate: false };
  const formats = formatsOf(live, 'utc', origin);
  const its = formats(series.key);
  const words = {
    coming: (breach: Breach) => crossingTexts(breach, its)[0],
    reached: describeReached,
    back: describeReturn,
  };
  return crossingsOf([series], formats).map(({ kind, breach }) => [words[kind](breach, its), kind]);
}

const at = (hours: number) => ({ time: T0 + hours * HOUR });

describe('a threshold whose low side is bad', () => {
  it('that is reached says since when, and when it is over', () => {
    expect(said(['red', 'green'], [10], [12, 11, 8, 7], [{ direction: 'above', ...at(6) }])).toEqual([
      ['Below 10 since 02:00', 'reached'],
      ['Back above 10 about 06:00', 'back'],
    ]);
  });

  it('that stays reached says so', () => {
    expect(said(['red', 'green'], [10], [12, 8], [])).toEqual([['Below 10 since 01:00', 'reached']]);
    expect(said(['red', 'green'], [10], [8, 8], [])).toEqual([['Below 10 now', 'reached']]);
  });

  it('that will be reached warns, and that it is not yet is no news', () => {
    const reached = { direction: 'above' as const, already: true, ...at(1) };
    expect(said(['red', 'green'], [10], [12, 11], [reached, { direction: 'below', ...at(6) }])).toEqual([
      ['Below 10 in 5 h (06:00)', 'coming'],
    ]);
  });

  it('of several reached the lowest comes first', () => {
    expect(said(['red', 'orange', 'green'], [10, 20], [25, 15, 8], [])).toEqual([
      ['Below 10 since 02:00', 'reached'],
      ['Below 20 since 01:00', 'reached'],
    ]);
  });
});

describe('a threshold whose high side is bad', () => {
  it('that is reached says since when, and when it is over, which is no warning', () => {
    const reached = { direction: 'above' as const, already: true, ...at(3) };
    expect(said(['green', 'red'], [10], [5, 8, 11, 12], [reached, { direction: 'below', ...at(6) }])).toEqual([
      ['At or above 10 since 02:00', 'reached'],
      ['Back below 10 about 06:00', 'back'],
    ]);
  });

  it('that may be over says from when', () => {
    const back = { direction: 'below' as const, earliest: T0 + 5 * HOUR };
    const reached = { already: true, ...at(1) };
    expect(said(['green', 'red'], [10], [11, 12], [reached, back])).toEqual([
      ['At or above 10 now', 'reached'],
      ['May be back below 10 from 05:00', 'back'],
    ]);
  });

  it('that will be reached warns', () => {
    expect(said(['green', 'red'], [10], [5, 8], [at(6)])).toEqual([['10 in 5 h (06:00)', 'coming']]);
  });
});
