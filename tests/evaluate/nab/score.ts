/** What hits, misses and false alerts count. */
export interface Profile {
  name: string;
  miss: number;
  falseAlert: number;
}

/** The three application profiles of the Numenta Anomaly Benchmark; a hit counts 1 in each. */
export const PROFILES: readonly Profile[] = [
  { name: 'standard', miss: 1, falseAlert: 0.11 },
  { name: 'reward_low_FP_rate', miss: 1, falseAlert: 0.22 },
  { name: 'reward_low_FN_rate', miss: 2, falseAlert: 0.11 },
];

/** First and last row of a labelled window, both inside. */
export type Window = readonly [first: number, last: number];

const PROBATION_SHARE = 0.15;
const PROBATION_MOST = 750;
/** Window widths past a window after which a false alert counts in full. */
const FAR = 3;

/** Rows at the start in which alerts do not count. */
export const probation = (rows: number) => Math.min(Math.floor(PROBATION_SHARE * rows), PROBATION_MOST);

const sigmoid = (position: number) => (position > FAR ? -1 : 2 / (1 + Math.exp(5 * position)) - 1);
const EARLIEST = sigmoid(-1);

/** @returns what an alert at `row` is worth before weights, and the index of its window, -1 outside */
export function worth(row: number, windows: readonly Window[]): { value: number; window: number } {
  const window = windows.findIndex(([first, last]) => row >= first && row <= last);
  if (window >= 0) {
    const [first, last] = windows[window];
    return { value: sigmoid(-(last - row + 1) / (last - first + 1)) / EARLIEST, window };
  }
  const before = windows.filter(([, last]) => last < row).at(-1);
  return { value: before === undefined ? -1 : sigmoid((row - before[1]) / (before[1] - before[0])), window };
}

/** Windows of which some row lies past probation: those that can be hit. */
export const scoredWindows = (rows: number, windows: readonly Window[]) =>
  windows.filter(([, last]) => last >= probation(rows)).length;

/** Raw score of one file: hits by their earliest alert, misses, and every alert row outside windows. */
export function rawScore(
  alerts: readonly number[],
  rows: number,
  windows: readonly Window[],
  profile: Profile
): number {
  const hits = new Map<number, number>();
  let score = 0;
  for (const row of alerts.filter((alert) => alert >= probation(rows))) {
    const { value, window } = worth(row, windows);
    if (window < 0) {
      score += profile.falseAlert * value;
    } else {
      hits.set(window, Math.max(value, hits.get(window) ?? -Infinity));
    }
  }
  const missed = scoredWindows(rows, windows) - hits.size;
  return [...hits.values()].reduce((sum, value) => sum + value, score) - profile.miss * missed;
}

/** 0: no alerts at all, 100: every window hit at its first row and nothing else. */
export function normalise(raw: number, windows: number, profile: Profile): number {
  return (100 * (raw + profile.miss * windows)) / (windows * (1 + profile.miss));
}
