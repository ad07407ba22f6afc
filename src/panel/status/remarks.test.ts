import { FieldType, LoadingState, ThresholdsMode, toDataFrame } from '@grafana/data';
import { frameOf, HOUR, resultOf, T0, trained } from '../../testing/panelFixtures';
import { nothing } from '../session/forecastState';
import { readSeries } from '../frames/frames';
import { describeLiveError, remarksOn, staleness } from './remarks';

const remarksOf = (frame: ReturnType<typeof frameOf>) => remarksOn([frame], readSeries([frame]));

describe('rows of a table', () => {
  const table = (times: number[]) =>
    toDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: times },
        { name: 'metric', type: FieldType.string, values: times.map((_, i) => `m${i % 2}`) },
        { name: 'value', type: FieldType.number, values: times.map((_, i) => i) },
      ],
    });

  it('that hold several series name the transformation that parts them', () => {
    expect(remarksOf(table([T0, T0, T0 + HOUR, T0 + HOUR])).warnings).toEqual([
      expect.stringContaining('Prepare time series'),
    ]);
  });

  it('with a text a time are left alone', () => {
    expect(remarksOf(table([T0, T0 + HOUR])).warnings).toEqual([]);
  });
});

describe('percentage thresholds', () => {
  const steps = [
    { value: -Infinity, color: 'green' },
    { value: 80, color: 'red' },
  ];
  const config = { thresholds: { mode: ThresholdsMode.Percentage, steps } };

  it('without min and max are said to be unwatched', () => {
    expect(remarksOf(frameOf([1, 2], { config })).notes).toEqual([
      'Percentage thresholds need the field’s min and max.',
    ]);
  });

  it('with both, or none drawn, are not', () => {
    expect(remarksOf(frameOf([1, 2], { config: { ...config, min: 0, max: 1 } })).notes).toEqual([]);
    const custom = { thresholdsStyle: { mode: 'off' } } as never;
    expect(remarksOf(frameOf([1, 2], { config: { ...config, custom } })).notes).toEqual([]);
  });
});

test('a failed query is told in the data source’s own words', () => {
  const state = LoadingState.Error;
  expect(describeLiveError({ state, errors: [{ message: 'bad gateway' }] })).toBe('bad gateway');
  expect(describeLiveError({ state, error: { data: { message: 'no route' } } } as never)).toBe('no route');
  expect(describeLiveError({ state: LoadingState.Done })).toBeUndefined();
});

test('a series without values for more than two steps is said to have none', () => {
  const live = readSeries([frameOf([1, 2, null])]);
  const drawn = trained(resultOf({ origin: T0 + HOUR }));
  const series = [{ key: live[0].key, name: 'cpu', phase: { kind: 'ready' as const }, drawn, isOutOfDate: false }];
  const formats = () => ({ timeZone: 'utc', now: T0, value: String });
  const at = (hours: number) => staleness({ ...nothing, series }, live, T0 + hours * HOUR, formats);
  expect(at(3)).toEqual([]);
  expect(at(3.5)).toEqual(['No value since 01:00']);
});

describe('no value', () => {
  const stalenessOf = (times: number[], until: number) => {
    const live = readSeries([frameOf(times.map(() => 1))]).map((one) => ({ ...one, times }));
    const result = resultOf({ origin: times[times.length - 1] });
    const drawn = { kind: 'baseline' as const, result };
    const series = [{ key: live[0].key, name: 'cpu', phase: { kind: 'ready' as const }, drawn, isOutOfDate: false }];
    const formats = () => ({ timeZone: 'utc', now: times[times.length - 1], value: String });
    return staleness({ ...nothing, series }, live, until, formats);
  };
  const every = (step: number, count = 20) =>
    Array.from({ length: count }, (_, i) => T0 + (i - count + 1) * step * HOUR);

  it.each([
    ['a day', 27, ['No value since Thu 00:00']],
    ['three days', 72, ['No value since Thu 00:00']],
    ['weeks', 24 * 20, ['No value since Thu 5 Mar 00:00']],
    ['hours', 5, ['No value since 00:00']],
  ])('for %s names the day where it was another one', (_, hours, expected) => {
    expect(stalenessOf(every(1), T0 + hours * HOUR)).toEqual(expected);
  });

  it.each([
    ['a year at a day', 24, 14],
    ['three months at 6 hours', 6, 11],
    ['a month at 2 hours', 2, 3.5],
  ])('is not said of a live series over %s', (_, step, hours) => {
    expect(stalenessOf(every(step), T0 + hours * HOUR)).toEqual([]);
    expect(stalenessOf(every(step), T0 + 2.5 * step * HOUR)).toHaveLength(1);
  });
});

test('what data sources warn of is said once', () => {
  const warned = { ...frameOf([1, 2]), meta: { notices: [{ severity: 'warning' as const, text: 'partial' }] } };
  const hinted = { ...frameOf([1, 2]), meta: { notices: [{ severity: 'info' as const, text: 'a hint' }] } };
  expect(remarksOn([warned, warned, hinted], []).notes).toEqual(['partial']);
});

test.each([
  ['what Prometheus repeats for five minutes', 5, []],
  [
    'what knows the future',
    6,
    ['Values after now are left out; those of a query that knows the future belong in Known ahead.'],
  ],
])('%s after now: %d min', (_, minutes, notes) => {
  const until = (count: number) => ({
    ...readSeries([frameOf([1])])[0],
    times: Array.from({ length: count }, (__, i) => i * 60_000),
    values: new Array<number>(count).fill(1),
  });
  expect(remarksOn([], [until(10)], [], [until(10 + minutes)]).notes).toEqual(notes);
});
