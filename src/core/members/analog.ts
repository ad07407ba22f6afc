import type { History } from '../history';
import type { Fitter, Member, MemberName } from './member';
import { memoise } from './memoise';

/**
 * Analogs (nearest neighbours): the past stretches at about this time of day that resemble the last hours most, moved
 * to the present level, and what came after them. Knows no season or kind of day, and finds both.
 * As "analog ensembles" in meteorology (Delle Monache et al., 2013).
 */
export const analogShort = analogOf('analog-short', 12);
export const analogLong = analogOf('analog-long', 48);

/** Stretches that are averaged, the closer the more. */
const NEIGHBOURS = 8;
/** Time of day may differ by this many hours. */
const TIME_OF_DAY_HOURS = 1;
/** Share of the difference in level that is allowed for when stretches are compared, and that stays. */
const LEVEL_SHARE = 0.7;
/** Hours in which the difference between the last values fades to that of the levels. */
const FADE_HOURS = 12;

/** @param hours of the past that are compared; those of the last third of them count most */
function analogOf(name: MemberName, hours: number): Member {
  return memoise({ name, create: (history, horizon) => createAnalog(history, horizon, hours) });
}

interface Stretch {
  /** its last row */
  row: number;
  /** (hours) hourly means, the latest first */
  means: Float64Array;
}

interface Neighbour {
  row: number;
  distance: number;
  shift: number;
}

function createAnalog(history: History, horizon: number, hours: number): Fitter | undefined {
  const { clipped, hour, day } = history;
  if (day === undefined) {
    return undefined;
  }
  const decay = Float64Array.from({ length: hours }, (_, i) => Math.exp((-3 * i) / hours));
  const phases: Stretch[][] = Array.from({ length: day }, () => []);
  for (let row = hours * hour; row + 1 < clipped.values.length; row += Math.max(1, hour >> 1)) {
    const means = hourlyMeans(history, row, hours);
    if (!means.some(Number.isNaN)) {
      phases[row % day].push({ row, means });
    }
  }
  return ({ end, heldOut }) => {
    const isFree = ({ row }: Stretch) =>
      row + 1 < end && (heldOut === undefined || row + horizon < heldOut.from || row - hours * hour >= heldOut.to);
    const free = phases.map((stretches) => stretches.filter(isFree));
    const apart = TIME_OF_DAY_HOURS * hour;
    return (origin) => {
      const means = hourlyMeans(history, origin, hours);
      const known: Stretch[] = [];
      for (let shift = -apart; shift <= apart; shift++) {
        const stretches = free[(origin + shift + day) % day];
        known.push(...stretches.filter(({ row }) => row + horizon / 2 <= origin));
      }
      // What is unknown of the present counts for nothing.
      const weights = decay.map((weight, i) => (Number.isNaN(means[i]) ? 0 : weight));
      const present = means.map((mean) => mean || 0);
      const neighbours = known
        .map((stretch) => compare(stretch, present, weights))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, NEIGHBOURS);
      return { point: continueAs(neighbours, history, horizon, origin) };
    };
  };
}

/** (hours) means of the hours before a row, the latest first. */
function hourlyMeans({ clipped, hour }: History, row: number, hours: number): Float64Array {
  return Float64Array.from({ length: hours }, (_, i) => clipped.over(row - (i + 1) * hour + 1, row - i * hour));
}

/** Weighted mean distance after most of the difference in level is taken out. */
function compare({ row, means }: Stretch, present: Float64Array, weights: Float64Array): Neighbour {
  let level = 0;
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    level += weights[i] * (present[i] - means[i]);
    total += weights[i];
  }
  const shift = total > 0 ? (LEVEL_SHARE * level) / total : 0;
  let distance = 0;
  for (let i = 0; i < weights.length; i++) {
    distance += weights[i] * Math.abs(present[i] - means[i] - shift);
  }
  return { row, distance, shift };
}

/** (H) mean of what came after the neighbours, moved; NaN where none of them is known so far ahead. */
function continueAs(
  neighbours: Neighbour[],
  { clipped, hour }: History,
  horizon: number,
  origin: number
): Float64Array {
  const sum = new Float64Array(horizon);
  const weights = new Float64Array(horizon);
  const recent = Math.min(3, hour);
  const present = clipped.over(origin - recent + 1, origin);
  for (const { row, distance, shift } of neighbours) {
    const weight = 1 / (distance + 1e-6);
    const step = present - clipped.over(row - recent + 1, row);
    const end = Math.min(horizon, origin - row);
    for (let h = 0; h < end; h++) {
      const value = clipped.values[row + 1 + h];
      if (!Number.isNaN(value)) {
        const near = Number.isNaN(step) ? 0 : Math.exp(-h / (FADE_HOURS * hour));
        sum[h] += weight * (value + near * (step || 0) + (1 - near) * shift);
        weights[h] += weight;
      }
    }
  }
  return sum.map((total, h) => total / weights[h]);
}
