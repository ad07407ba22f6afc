import { DataFrameType, FieldType } from '@grafana/data';
import { toFrames } from './frames';
import { type Answer, type QueryData } from '../types';

const context = { refId: 'A', expr: 'up', name: 'up', legendFormat: '{{instance}}', step: 15 };
const answer = (data: QueryData, more: Partial<Answer<QueryData>> = {}): Answer<QueryData> => ({
  data,
  warnings: [],
  infos: [],
  ...more,
});
const matrix = (
  ...result: Array<{ metric: Record<string, string>; values?: Array<[number, string]>; histograms?: unknown[] }>
) => answer({ resultType: 'matrix', result });

test('a matrix is one frame per series: ms, numbers, labels kept, legend as the name, step for gaps', () => {
  const frames = toFrames(
    matrix(
      {
        metric: { __name__: 'up', instance: 'a' },
        values: [
          [1700000000, '1'],
          [1700000015.25, '0.5'],
        ],
      },
      { metric: { __name__: 'up', instance: 'b' }, values: [[1700000000, '2']] }
    ),
    context
  );
  expect(frames).toHaveLength(2);
  const [time, value] = frames[0].fields;
  expect(time).toMatchObject({
    type: FieldType.time,
    values: [1700000000000, 1700000015250],
    config: { interval: 15000 },
  });
  expect(value).toMatchObject({
    type: FieldType.number,
    values: [1, 0.5],
    labels: { __name__: 'up', instance: 'a' },
    config: { displayNameFromDS: 'a' },
  });
  expect(frames[1]).toMatchObject({ refId: 'A', length: 1 });
  expect(frames[0].meta).toMatchObject({
    type: DataFrameType.TimeSeriesMulti,
    executedQueryString: 'Expr: up\nStep: 15s',
    custom: { resultType: 'matrix' },
  });
});

test('NaN and infinities are kept; samples that are not there are not made up', () => {
  const [frame] = toFrames(
    matrix({
      metric: {},
      values: [
        [0, 'NaN'],
        [15, '+Inf'],
        [30, '-Inf'],
        [90, '7'],
      ],
    }),
    context
  );
  expect(frame.fields[1].values).toEqual([NaN, Infinity, -Infinity, 7]);
  expect(frame.fields[0].values).toEqual([0, 15000, 30000, 90000]);
});

test('a vector is one point per series, without a step', () => {
  const data: QueryData = { resultType: 'vector', result: [{ metric: { instance: 'a' }, value: [10, '3'] }] };
  const [frame] = toFrames(answer(data), { ...context, step: undefined });
  expect(frame.fields[0].values).toEqual([10000]);
  expect(frame.fields[0].config.interval).toBeUndefined();
  expect(frame.fields[1]).toMatchObject({ values: [3], labels: { instance: 'a' } });
});

test('a scalar is a series without labels', () => {
  const [frame] = toFrames(answer({ resultType: 'scalar', result: [10, '2'] }), {
    ...context,
    legendFormat: '__auto',
    name: '1+1',
  });
  expect(frame.fields[1]).toMatchObject({ values: [2], labels: {}, config: { displayNameFromDS: '1+1' } });
});

test('a string is a text field', () => {
  const [frame] = toFrames(answer({ resultType: 'string', result: [10, 'hello'] }), context);
  expect(frame.fields[1]).toMatchObject({ type: FieldType.string, values: ['hello'] });
});

test('warnings and infos are notices, once per answer', () => {
  const data: QueryData = {
    resultType: 'matrix',
    result: [
      { metric: { i: '1' }, values: [[0, '1']] },
      { metric: { i: '2' }, values: [[0, '1']] },
    ],
  };
  const frames = toFrames(answer(data, { warnings: ['partial response'], infos: ['not a counter'] }), context);
  expect(frames[0].meta?.notices).toEqual([
    { severity: 'warning', text: 'partial response' },
    { severity: 'info', text: 'not a counter' },
  ]);
  expect(frames[1].meta?.notices).toBeUndefined();
});

test('an empty answer still carries its query and its warnings', () => {
  const frames = toFrames(answer({ resultType: 'matrix', result: [] }, { warnings: ['store down'] }), context);
  expect(frames).toHaveLength(1);
  expect(frames[0]).toMatchObject({ fields: [], length: 0 });
  expect(frames[0].meta).toMatchObject({
    notices: [{ text: 'store down' }],
    executedQueryString: expect.stringContaining('up'),
  });
});

test('native histograms are left out, and it is said', () => {
  const frames = toFrames(
    matrix({ metric: { i: 'h' }, histograms: [[0, {}]] }, { metric: { i: 'v' }, values: [[0, '1']] }),
    { ...context, legendFormat: '{{i}}' }
  );
  expect(frames.map(({ name }) => name)).toEqual(['v']);
  expect(frames[0].meta?.notices?.[0].text).toMatch(/^1 series left out: native histograms/);
});
