import { stepOf } from '../kpi/events';
import type { LabelledSeries } from './families';

/** (n) how strange each row is by what came before it; from the threshold on it is an alert. */
type ScoreRows = (series: LabelledSeries) => Float64Array;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK_HOURS = 168;
/** Score where the past never varied and the value now does. */
const BEYOND = 1e6;
const ratio = (distance: number, scale: number) =>
  Number.isNaN(distance) || distance === 0 ? 0 : Math.min(BEYOND, distance / scale);

/** Standard deviations of all steps before, that a step from the last value is long. */
const stepSigma: ScoreRows = ({ values }) => {
  let [last, count, squares] = [NaN, 0, 0];
  return values.map((value) => {
    const step = Math.abs(value - last);
    last = Number.isNaN(value) ? last : value;
    if (Number.isNaN(step)) {
      return 0;
    }
    const score = count < 2 ? 0 : ratio(step, Math.sqrt(squares / count));
    count++;
    squares += step ** 2;
    return score;
  });
};

/** Distance from the mean of the last day in its standard deviations. */
const rollingZ: ScoreRows = ({ times, values }) => {
  const rows = Math.round(DAY / stepOf(times));
  // Sums of what is far from 0 would cancel.
  const origin = values.find(Number.isFinite) ?? 0;
  let [count, sum, squares] = [0, 0, 0];
  const take = (value: number, sign: 1 | -1) => {
    if (!Number.isNaN(value)) {
      count += sign;
      sum += sign * (value - origin);
      squares += sign * (value - origin) ** 2;
    }
  };
  return values.map((value, row) => {
    const mean = sum / count;
    const variance = Math.max(0, squares / count - mean ** 2);
    const spread = variance > 1e-9 * (squares / count) ? Math.sqrt(variance) : 0;
    const score = count < rows / 2 ? 0 : ratio(Math.abs(value - origin - mean), spread);
    take(value, 1);
    take(values[row - rows] ?? NaN, -1);
    return score;
  });
};

/**
 * Distance from the median in median absolute deviations, both of the same hour of the week so far; of the same hour of
 * the day before there are two weeks. Renewed once a day.
 */
const medianByHour: ScoreRows = ({ times, values }) => {
  const seen: number[][] = Array.from({ length: WEEK_HOURS }, () => []);
  const usual = new Map<number, { center: number; spread: number }>();
  let day = -1;
  return values.map((value, row) => {
    const hour = Math.floor(times[row] / HOUR) % WEEK_HOURS;
    const today = Math.floor(times[row] / DAY);
    if (today !== day) {
      usual.clear();
      day = today;
    }
    if (!usual.has(hour)) {
      const isShort = times[row] - times[0] < 14 * DAY;
      const all = isShort ? seen.filter((_, other) => other % 24 === hour % 24).flat() : seen[hour];
      const center = middle(all);
      usual.set(hour, { center, spread: 1.4826 * middle(all.map((one) => Math.abs(one - center))) });
    }
    const { center, spread } = usual.get(hour)!;
    if (!Number.isNaN(value)) {
      seen[hour].push(value);
    }
    return ratio(Math.abs(value - center), spread);
  });
};

const middle = (values: number[]) => Float64Array.from(values).sort()[values.length >> 1] ?? NaN;

/** The rules that a detector must beat, with the thresholds that their sweep looks at. */
export const SIMPLE_RULES: ReadonlyArray<{ name: string; score: ScoreRows; fixed?: number; grid: number[] }> = [
  { name: '6 sigma of steps', score: stepSigma, fixed: 6, grid: [6] },
  { name: 'k sigma of steps', score: stepSigma, grid: [3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30] },
  { name: 'k MAD by hour of week', score: medianByHour, grid: [3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50] },
  { name: 'rolling z of a day', score: rollingZ, grid: [2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 12] },
];
