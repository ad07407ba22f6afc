import { joinColumns, readColumns } from './columns';

describe('joinColumns', () => {
  test('a series that starts or ends between answers is one series, in order of time', () => {
    const joined = joinColumns([
      [{ metric: { job: 'a', env: 'x' }, times: [1], values: [1] }],
      [
        { metric: { env: 'x', job: 'a' }, times: [2], values: [2] },
        { metric: { job: 'b' }, times: [2], values: [9] },
      ],
      [{ metric: { job: 'b' }, times: [3], values: [NaN], hasHistograms: true }],
    ]);
    expect(joined).toEqual([
      { metric: { job: 'a', env: 'x' }, times: [1, 2], values: [1, 2] },
      { metric: { job: 'b' }, times: [2, 3], values: [9, NaN], hasHistograms: true },
    ]);
  });

  test('the answers themselves stay as they are', () => {
    const first = [{ metric: {}, times: [1], values: [1] }];
    joinColumns([first, [{ metric: {}, times: [2], values: [2] }]]);
    expect(first).toEqual([{ metric: {}, times: [1], values: [1] }]);
  });
});

test('a scalar is a series of one sample, a text is none', () => {
  expect(readColumns({ resultType: 'scalar', result: [1.5, '+Inf'] })).toEqual([
    { metric: {}, times: [1500], values: [Infinity] },
  ]);
  expect(readColumns({ resultType: 'string', result: [1, 'x'] })).toEqual([]);
});
