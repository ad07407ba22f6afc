import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '../math';

const UNITS: ReadonlyArray<readonly [unit: string, seconds: number]> = [
  ['w', 7 * DAY_SECONDS],
  ['d', DAY_SECONDS],
  ['h', HOUR_SECONDS],
  ['m', MINUTE_SECONDS],
  ['s', 1],
];

/** Seconds of a duration such as `90s`, `30m`, `6h`, `2d`, `1w`, `1.5h` or `1d12h`; undefined where it is none. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^(\d+(\.\d+)?[smhdw])+$/.test(trimmed)) {
    return undefined;
  }
  let seconds = 0;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)([smhdw])/g)) {
    seconds += Number(amount) * (UNITS.find(([name]) => name === unit)?.[1] ?? NaN);
  }
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/**
 * Seconds as a duration that `parseDuration` reads back: the largest unit that divides them, at most two units, such
 * as `30m`, `1d12h`; whole weeks read better as days, so `7d` and not `1w`.
 */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds <= 0) {
    return '0s';
  }
  if (seconds < 60) {
    return `${Number(seconds.toFixed(3))}s`;
  }
  const units = UNITS.slice(1);
  const first = units.findIndex(([, size]) => seconds >= size);
  const [, size] = units[first];
  const [, nextSize] = units[first + 1];
  const rounded = Math.round(seconds / nextSize) * nextSize;
  const [unit, whole, rest] = [units[first][0], Math.floor(rounded / size), rounded % size];
  // 86,399 s round to 24 h, which is a day.
  if (first > 0 && rounded >= units[first - 1][1]) {
    return formatDuration(rounded);
  }
  return rest > 0 ? `${whole}${unit}${rest / nextSize}${units[first + 1][0]}` : `${whole}${unit}`;
}
