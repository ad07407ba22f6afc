import { DataTopic, FieldType, toDataFrame } from '@grafana/data';
import { frameOf, HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { readSeries, seriesKey, toFrames, valueAt } from './frames';

describe('readSeries', () => {
  it('reads every number field of every frame, wide and long', () => {
    const wide = toDataFrame({
      refId: 'A',
      fields: [
        { name: 'a', type: FieldType.number, values: [1, 2] },
        { name: 'Time', type: FieldType.time, values: [T0, T0 + HOUR] },
        { name: 'text', type: FieldType.string, values: ['x', 'y'] },
        { name: 'b', type: FieldType.number, values: [3, 4] },
      ],
    });
    const series = readSeries([wide, frameOf([5], { labels: { job: 'x' }, refId: 'B' })]);
    expect(series.map(({ frameIndex, fieldIndex }) => [frameIndex, fieldIndex])).toEqual([
      [0, 0],
      [0, 3],
      [1, 1],
    ]);
    expect(series.map(({ values }) => values)).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('reads what is no finite number as NaN, never as 0', () => {
    const [series] = readSeries([frameOf([1, null, NaN, Infinity, 0])]);
    expect(series.values).toEqual([1, NaN, NaN, NaN, 0]);
  });

  it('sorts times', () => {
    const frame = frameOf([1, 2, 3]);
    frame.fields[0].values = [T0 + 2 * HOUR, T0, T0 + HOUR];
    const [series] = readSeries([frame]);
    expect(series.times).toEqual([T0, T0 + HOUR, T0 + 2 * HOUR]);
    expect(series.values).toEqual([2, 3, 1]);
  });

  it('breaks the line where samples of a known interval are missing', () => {
    const frame = frameOf([1, 2, 3]);
    frame.fields[0].config.interval = HOUR;
    frame.fields[0].values = [T0, T0 + HOUR, T0 + 5 * HOUR];
    const [series] = readSeries([frame]);
    expect(series.times).toEqual([T0, T0 + HOUR, T0 + 2 * HOUR, T0 + 5 * HOUR]);
    expect(series.values).toEqual([1, 2, NaN, 3]);
  });

  it.each([
    ['by its result', { name: 'x', meta: { custom: { resultType: 'exemplar' } } }],
    ['by its name, beside annotations', { name: 'exemplar', meta: { dataTopic: DataTopic.Annotations } }],
  ])('takes exemplars for no series, known %s', (_, change) => {
    const found = readSeries([{ ...frameOf([1, 2]), ...change }, frameOf([5])]);
    expect(found).toMatchObject([{ frameIndex: 1, values: [5] }]);
  });

  it('takes a series for one, though its legend is "exemplar"', () => {
    expect(readSeries([{ ...frameOf([1, 2]), name: 'exemplar' }])).toHaveLength(1);
  });

  it('ignores frames without time and fields without numbers', () => {
    const table = toDataFrame({ fields: [{ name: 'n', type: FieldType.number, values: [1] }] });
    expect(readSeries([table])).toEqual([]);
  });
});

describe('series identity', () => {
  it('depends on query and labels, not on their order, the legend or the field name', () => {
    expect(seriesKey('A', 'Value', { a: '1', b: '2' })).toBe(seriesKey('A', 'renamed', { b: '2', a: '1' }));
    expect(seriesKey('A', 'Value', { a: '1' })).not.toBe(seriesKey('B', 'Value', { a: '1' }));
    expect(seriesKey('A', 'Value', { a: '1' })).not.toBe(seriesKey('A', 'Value', { a: '2' }));
  });

  it('tells equal series of one query apart', () => {
    const keys = readSeries([frameOf([1]), frameOf([2])]).map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('toFrames', () => {
  const history = { start: T0, step: 3600, values: Float64Array.from({ length: 24 }, (_, i) => i) };
  const [frame] = toFrames([
    { name: 'cpu', refId: 'A', labels: { pod: 'p' }, config: { unit: 'percent' }, history, result: resultOf() },
  ]);
  const field = (name: string) => frame.fields.find((one) => one.name === name)!;

  it('names its fields as the field of forecasting does and keeps labels and unit', () => {
    expect(frame.fields.map(({ name }) => name)).toEqual([
      'time',
      'y',
      'yhat',
      'yhat_lower_80',
      'yhat_upper_80',
      'yhat_lower',
      'yhat_upper',
      'anomaly_score',
    ]);
    expect(field('y').labels).toEqual({ pod: 'p' });
    expect(field('yhat_upper').config.unit).toBe('percent');
    expect(field('anomaly_score').config.unit).toBeUndefined();
  });

  it('holds expected values up to the origin and the forecast beyond it', () => {
    expect(frame.length).toBe(18);
    frame.fields.forEach((one) => expect(one.values).toHaveLength(18));
    expect(field('y').values.slice(11, 13)).toEqual([23, NaN]);
    expect(field('yhat').values.slice(11, 14)).toEqual([10, 10, 11]);
    expect(field('yhat_lower').values[17]).toBe(15 - 4);
    expect(field('anomaly_score').values.slice(11, 13)).toEqual([0.5, NaN]);
  });
});

test('valueAt reads the grid and is NaN outside it', () => {
  const series = { start: T0, step: 3600, values: Float64Array.of(1, NaN, 3) };
  expect(valueAt(series, T0 + 2 * HOUR)).toBe(3);
  expect(valueAt(series, T0 + HOUR)).toBeNaN();
  expect(valueAt(series, T0 + 9 * HOUR)).toBeNaN();
  expect(valueAt(series, T0 - HOUR)).toBeNaN();
  expect(valueAt(undefined, T0)).toBeNaN();
});

test('the latest values that "Both" asks for apart are no series of their own', () => {
  const labels = { pod: 'a' };
  const live = readSeries([
    frameOf([1], { labels }),
    frameOf([1, 2, 3], { labels }),
    frameOf([7], { labels: { pod: 'b' } }),
  ]);
  expect(live.map(({ values }) => values)).toEqual([[1, 2, 3], [7]]);
});
