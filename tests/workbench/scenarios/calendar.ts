export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Hour of the day, 0..24, of a UTC time or of a local time given as ms since the local epoch. */
export const hourOfDay = (time: number) => (((time % DAY) + DAY) % DAY) / HOUR;

/** 0 = Sunday; 1970-01-01 was a Thursday. */
export const dayOfWeek = (time: number) => (((Math.floor(time / DAY) + 4) % 7) + 7) % 7;

export const isWorkday = (time: number) => dayOfWeek(time) >= 1 && dayOfWeek(time) <= 5;

/** 0 at `from`, 1 at `to`, smooth at both ends. */
export function smoothStep(from: number, to: number, x: number): number {
  const u = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return u * u * (3 - 2 * u);
}

/** 1 between `start` and `end`, 0 outside, with ramps of `ramp` on both sides, inside the window. */
export function pulse(time: number, start: number, end: number, ramp: number): number {
  return smoothStep(start, start + ramp, time) * (1 - smoothStep(end - ramp, end, time));
}

/** Smooth daily bump: 1 at the peak hour, falling to `exp(-2 * sharpness)` twelve hours away (von Mises shape). */
export function dailyBump(time: number, peakHour: number, sharpness: number): number {
  return Math.exp(sharpness * (Math.cos(((hourOfDay(time) - peakHour) / 12) * Math.PI) - 1));
}

const dayWeight = (time: number) => (isWorkday(time) ? 1 : dayOfWeek(time) === 6 ? 0.55 : 0.45);

/** How busy people are, 0..1: a working day with an afternoon peak and an evening shoulder, less at the weekend. */
export function activity(time: number): number {
  // Blend over the four hours around midnight, so that Friday night fades into Saturday.
  const hour = hourOfDay(time);
  const previous = dayWeight(time - DAY);
  const next = dayWeight(time + DAY);
  const here = dayWeight(time);
  const weight =
    hour < 12
      ? here + (previous - here) * 0.5 * (1 - smoothStep(0, 2, hour))
      : here + (next - here) * 0.5 * smoothStep(22, 24, hour);
  return weight * Math.min(1, 0.92 * dailyBump(time, 13.5, 1.6) + 0.3 * dailyBump(time, 20, 6));
}
