import { normal, type Random } from '../../../src/engine/model/random';
import { chance, integer, uniform } from './draws';

/** Value of a profile at a share of its period, in [0, 1). */
type Profile = (phase: number) => number;

/**
 * What people and their habits do: a daily profile, another or a weaker one at weekends, days that differ in size and
 * start late or early. (N) of standard deviation 1.
 * @param day steps in a day
 * @param startsAt local time of the first value, in days since a Monday 0:00, at least 0
 */
export function makeSeason(random: Random, length: number, day: number, startsAt: number): Float64Array {
  const workday = dailyProfile(random);
  const hasWeek = chance(random, 0.6);
  const restDay = hasWeek && chance(random, 0.4) ? dailyProfile(random) : workday;
  const weekdays = Array.from({ length: 7 }, (_, weekday) => {
    const isWeekend = hasWeek && weekday >= 5;
    return {
      profile: isWeekend ? restDay : workday,
      size: (isWeekend ? weekendSize(random) : 1) * (1 + 0.05 * normal(random)),
      level: isWeekend ? -uniform(random, [0, 1.5]) : 0.1 * normal(random),
    };
  });
  const sizeSpread = chance(random, 0.5) ? uniform(random, [0, 0.25]) : 0;
  const lateness = chance(random, 0.4) ? uniform(random, [0, 0.04]) : 0;
  const days = Array.from({ length: Math.ceil(length / day) + 2 }, () => ({
    size: 1 + sizeSpread * normal(random),
    late: lateness * normal(random),
  }));
  const season = Float64Array.from({ length }, (_, t) => {
    const time = t / day + startsAt;
    const today = days[Math.floor(time) - Math.floor(startsAt)];
    const { profile, size, level } = weekdays[Math.floor(time) % 7];
    return level + size * today.size * profile((time + today.late + 1) % 1);
  });
  return standardise(season);
}

function weekendSize(random: Random): number {
  return uniform(random, [0.2, 1.1]);
}

/** Waves, bumps and office hours; standard deviation about 1. */
function dailyProfile(random: Random): Profile {
  const parts: Profile[] = [];
  if (chance(random, 0.8)) {
    for (let harmonic = 1, last = integer(random, [1, 5]); harmonic <= last; harmonic++) {
      const size = normal(random) / harmonic;
      const shift = random();
      parts.push((phase) => size * Math.SQRT2 * Math.cos(2 * Math.PI * harmonic * (phase - shift)));
    }
  }
  for (let count = integer(random, [0, 3]); count > 0 || parts.length === 0; count--) {
    const size = 2 * normal(random);
    const center = random();
    const width = uniform(random, [0.01, 0.12]);
    parts.push((phase) => size * Math.exp(-0.5 * (circularDistance(phase, center) / width) ** 2));
  }
  if (chance(random, 0.35)) {
    const size = uniform(random, [0.5, 2.5]);
    const center = random();
    const half = uniform(random, [0.1, 0.3]);
    const edge = uniform(random, [0.005, 0.05]);
    parts.push((phase) => size / (1 + Math.exp((circularDistance(phase, center) - half) / edge)));
  }
  return (phase) => parts.reduce((sum, part) => sum + part(phase), 0);
}

/** Between shares of a period, at most a half. */
function circularDistance(a: number, b: number): number {
  const distance = Math.abs(a - b) % 1;
  return Math.min(distance, 1 - distance);
}

function standardise(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.max(Math.sqrt(variance), 1e-9));
}
