import { blocksOf } from '../bands/blocks';
import { fitSpread } from './spread';

test('a lead time of which no error is known is as uncertain as the first that is known', () => {
  // Hourly origins; of the three lead times only the last two are ever known.
  const origins = Int32Array.of(4, 8, 12);
  const actual = Float64Array.from({ length: 20 }, (_, row) => (row % 4 === 1 ? NaN : 3));
  const blended = {
    ...{ origins, horizon: 3, points: new Float64Array(9) },
    ...{ disagreement: new Float64Array(9), expected: new Float64Array(9).fill(NaN) },
  };
  const { profile } = fitSpread(blended, actual, blocksOf(3, 3600), 19, 24, 1);
  expect([...profile]).toEqual([3, 3, 3]);
});
