import { ThresholdsMode, type FieldConfig } from '@grafana/data';
import type { Breach } from '../../core/breaches/breach';
import { frameOf, HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { readSeries } from '../frames/frames';
import { nothing } from '../session/forecastState';
import { testIds } from '../testIds';
import { formatsOf } from './formats';
import { summarise } from './summary';

/** What the status line says of thresholds, with its tone. */
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
  const series = [{ key: live[0].key, name: 'x', phase: { kind: 'ready' as const }, drawn, isOutOfDate: false }];
  const { segments } = summarise({ ...nothing, series }, formatsOf(live, 'utc', origin));
  return segments.filter(({ testId }) => testId === testIds.breach).map(({ text, tone }) => [text, tone]);
}

const at = (hours: number) => ({ time: T0 + hours * HOUR });

describe('a threshold whose low side is bad', () => {
  it('that is reached says since when, and when it is over', () => {
    expect(said(['red', 'green'], [10], [12, 11, 8, 7], [{ direction: 'above', ...at(6) }])).toEqual([
      ['Below 10 since 02:00', 'info'],
      ['Back above 10 about 06:00', 'info'],
    ]);
  });

  it('that stays reached says so', () => {
    expect(said(['red', 'green'], [10], [12, 8], [])).toEqual([['Below 10 since 01:00', 'info']]);
    expect(said(['red', 'green'], [10], [8, 8], [])).toEqual([['Below 10 now', 'info']]);
  });

  it('that will be reached warns, and that it is not yet is no news', () => {
    const reached = { direction: 'above' as const, already: true, ...at(1) };
    expect(said(['red', 'green'], [10], [12, 11], [reached, { direction: 'below', ...at(6) }])).toEqual([
      ['Falls below 10 at 06:00', 'warning'],
    ]);
  });

  it('of several reached the lowest is said', () => {
    expect(said(['red', 'orange', 'green'], [10, 20], [25, 15, 8], [])).toEqual([['Below 10 since 02:00', 'info']]);
  });
});

describe('a threshold whose high side is bad', () => {
  it('that is reached says since when, and when it is over, which is no warning', () => {
    const reached = { direction: 'above' as const, already: true, ...at(3) };
    expect(said(['green', 'red'], [10], [5, 8, 11, 12], [reached, { direction: 'below', ...at(6) }])).toEqual([
      ['At or above 10 since 02:00', 'info'],
      ['Back below 10 about 06:00', 'info'],
    ]);
  });

  it('that may be over says from when', () => {
    const back = { direction: 'below' as const, earliest: T0 + 5 * HOUR };
    const reached = { already: true, ...at(1) };
    expect(said(['green', 'red'], [10], [11, 12], [reached, back])).toEqual([
      ['At or above 10 now', 'info'],
      ['May be back below 10 from 05:00', 'info'],
    ]);
  });

  it('that will be reached warns', () => {
    expect(said(['green', 'red'], [10], [5, 8], [at(6)])).toEqual([['Reaches 10 at 06:00', 'warning']]);
  });
});
