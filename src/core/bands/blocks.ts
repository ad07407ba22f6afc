import { HOUR_SECONDS } from '../math';

/** Borders of the lead-time blocks, hours: within one the members' merits and the errors are alike. */
const BORDER_HOURS = [1, 3, 6, 12, 24, 72, 168, 336, 720, 1440];

/** Lead times `[from, to)`, counted from 0. */
export interface Block {
  from: number;
  to: number;
}

/** The blocks of a horizon, in steps. @param step seconds */
export function blocksOf(horizon: number, step: number): Block[] {
  const borders = BORDER_HOURS.map((hours) => Math.max(1, Math.round((hours * HOUR_SECONDS) / step)));
  const ends = [...new Set([...borders.filter((end) => end < horizon), horizon])];
  return ends.map((to, b) => ({ from: b > 0 ? ends[b - 1] : 0, to }));
}

/** At most `count` lead times of a block, evenly spaced. */
export function leadsOf({ from, to }: Block, count: number): number[] {
  const stride = Math.max(1, Math.round((to - from) / count));
  return Array.from({ length: Math.ceil((to - from) / stride) }, (_, i) => from + i * stride);
}
