import { readExemplars } from './exemplars';

const answer = [
  {
    seriesLabels: { __name__: 'latency_bucket', le: '0.5' },
    exemplars: [
      { labels: { trace_id: 'b' }, value: '0.4', timestamp: 1600096955.479 },
      { labels: { trace_id: 'a' }, value: '0.1', timestamp: 1600096945 },
    ],
  },
  { seriesLabels: { __name__: 'latency_bucket', le: '+Inf' }, exemplars: [{ value: 7, timestamp: 1600096950 }] },
];

test('exemplars of all series by rising time, with the labels of the series and their own', () => {
  expect(readExemplars(answer)).toEqual([
    { time: 1600096945000, value: 0.1, labels: { __name__: 'latency_bucket', le: '0.5', trace_id: 'a' } },
    { time: 1600096950000, value: 7, labels: { __name__: 'latency_bucket', le: '+Inf' } },
    { time: 1600096955479, value: 0.4, labels: { __name__: 'latency_bucket', le: '0.5', trace_id: 'b' } },
  ]);
});

test.each([
  ['nothing', undefined],
  ['null, as a server without any writes it', null],
  ['an object', { exemplars: [] }],
  ['entries of another form', [null, 7, { exemplars: 'x' }, { exemplars: [null, { labels: { a: 'b' } }] }]],
  [
    'values and times that are none',
    [
      {
        exemplars: [
          { value: 'x', timestamp: 1 },
          { value: '1', timestamp: 'x' },
        ],
      },
    ],
  ],
  ['infinite values', [{ exemplars: [{ value: '+Inf', timestamp: 1 }] }]],
])('there are none in %s', (_, data) => {
  expect(readExemplars(data)).toEqual([]);
});

test('labels that are no texts are left out', () => {
  const [{ labels }] = readExemplars([
    { seriesLabels: { a: 1, b: 'c' }, exemplars: [{ labels: 'x', value: '1', timestamp: 1 }] },
  ]);
  expect(labels).toEqual({ b: 'c' });
});
