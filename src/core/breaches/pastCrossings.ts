import { halfLifeOf, weightOfAge } from '../bands';

/** Witness of the days before on a threshold: each chance from the times that were like now. */
export interface PastCrossings {
  /** chance that a value on this side of the threshold crossed it within the horizon */
  byLevel: number;
  /**
   * chance that a value moved within the horizon by as much as the threshold is away now; of a threshold that is new,
   * that the series went as far beyond all that it had been before
   */
  byChange: number;
  kind: 'usual' | 'tied' | 'new';
}

/** Fewer days say nothing. */
const LEAST_DAYS = 3;
/** More of the history than this at one value: the series takes it again and again. */
const TIED = 0.01;
/** All past times count as no more than so many. */
const MOST_TIMES = 20;

interface Asked {
  /** (N) NaN in gaps */
  values: Float64Array;
  /** last known row: times up to it are looked at */
  row: number;
  threshold: number;
  direction: 'above' | 'below';
  /** steps */
  horizon: number;
  /** steps */
  day: number;
  /** steps */
  hour: number;
}

/**
 * Counts the past times within an hour of the time of day of now, of which it is known what happened within the horizon.
 * Undefined below three days.
 */
export function pastCrossings(asked: Asked): PastCrossings | undefined {
  const { values, row, threshold, direction, day } = asked;
  if (row < LEAST_DAYS * day) {
    return undefined;
  }
  const isAbove = direction === 'above';
  let [isNew, same, known] = [true, 0, 0];
  for (let t = 0; t <= row; t++) {
    if (!Number.isNaN(values[t])) {
      known++;
      same += values[t] === threshold ? 1 : 0;
      isNew &&= isAbove ? values[t] < threshold : values[t] >= threshold;
    }
  }
  const from = isNew ? extremesOf(values, row, isAbove) : values;
  const distance = threshold - from[row];
  const isCrossing = (change: number, by: number) => (isAbove ? change >= by : change < by);
  return {
    byLevel: shareOf(
      asked,
      (value) => !isCrossing(value, threshold),
      (value) => isCrossing(value, threshold)
    ),
    byChange: shareOf(
      asked,
      () => true,
      (value, t) => isCrossing(value - from[t], distance)
    ),
    kind: same > TIED * known ? 'tied' : isNew ? 'new' : 'usual',
  };
}

/** (row + 1) the highest value so far, or the lowest. */
function extremesOf(values: Float64Array, row: number, isHighest: boolean): Float64Array {
  let extreme = NaN;
  return values.slice(0, row + 1).map((value) => {
    if (!(isHighest ? value <= extreme : value >= extreme) && !Number.isNaN(value)) {
      extreme = value;
    }
    return extreme;
  });
}

/**
 * Laplace's rule of succession over the times that count, the later the more. Of horizons beyond a day the windows of
 * one day and the next hold much the same: as many of them count as one.
 */
function shareOf(
  { values, row, horizon, day, hour }: Asked,
  counts: (value: number) => boolean,
  crosses: (value: number, from: number) => boolean
): number {
  const days = horizon / day;
  const halfLife = halfLifeOf(days);
  let [all, crossed] = [0, 0];
  for (let back = 1; back * day <= row + hour; back++) {
    for (let t = row - back * day - hour; t <= row - back * day + hour; t++) {
      if (t >= 0 && t + horizon <= row && !Number.isNaN(values[t]) && counts(values[t])) {
        const weight = weightOfAge(t + horizon, row, day, halfLife);
        let h = 1;
        while (h <= horizon && !crosses(values[t + h], t)) {
          h++;
        }
        all += weight;
        crossed += h <= horizon ? weight : 0;
      }
    }
  }
  const times = Math.min(all / (2 * hour + 1) / Math.max(1, days), MOST_TIMES);
  return ((all > 0 ? crossed / all : 0) * times + 0.5) / (times + 1);
}
