import fc from 'fast-check';
import { RunningMean } from './runningMean';

const values = fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(NaN)), { maxLength: 30 });
const rows = fc.integer({ min: -5, max: 35 });

test('the mean of any stretch is that of its known values, cut to the list', () => {
  fc.assert(
    fc.property(values, rows, rows, (list, from, to) => {
      const known = list.filter((value, row) => row >= from && row <= to && !Number.isNaN(value));
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
      expect(new RunningMean(Float64Array.from(list)).over(from, to)).toBe(mean);
    })
  );
});
