import { periodicity } from './season';

/** Steps below which what repeats cannot be told from noise with memory. */
const LEAST_STEPS = 6;
/** Times that a cycle must fit into the rows. */
const LEAST_TIMES = 3;
/** Autocorrelation from which a period counts as a cycle, and by how much a longer one must be more alike. */
const LEAST_CORRELATION = 0.5;
const ADVANTAGE = 0.05;
/** Growth of the periods that are looked at first. */
const GROWTH = 1.01;

/**
 * Length in steps of what repeats most within `values[0..to)`, of any period that fits three times: what a history of
 * less than three days can know. The shortest of those that are about as alike, so that an hour is not taken for two.
 */
export function findCycle(values: Float64Array, to = values.length): number | undefined {
  const rows = values.subarray(0, to);
  const longest = Math.floor(to / LEAST_TIMES);
  const periods: number[] = [];
  for (let period = LEAST_STEPS; period <= longest; period = Math.max(period + 1, Math.round(GROWTH * period))) {
    periods.push(period);
  }
  const alike = periods.map((period) => periodicity(rows, period));
  const most = Math.max(...alike);
  const first = alike.findIndex((one, i) => one >= most - ADVANTAGE && !(alike[i + 1] > one));
  if (!(most >= LEAST_CORRELATION)) {
    return undefined;
  }
  const reach = Math.ceil((GROWTH - 1) * periods[first]);
  const near = Array.from({ length: 2 * reach + 1 }, (_, i) => periods[first] - reach + i).filter(
    (one) => one <= longest
  );
  return near.reduce((best, one) => (periodicity(rows, one) > periodicity(rows, best) ? one : best), periods[first]);
}
