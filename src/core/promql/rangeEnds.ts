import { scan } from './scan';

/** Ends of a range query, seconds since the epoch. */
export interface Range {
  start: number;
  end: number;
}

const rangeEnd = /@\s*(start|end)\s*\(\s*\)/g;

/**
 * PromQL with `@ start()` and `@ end()` replaced by the times they stand for, so that a part of the range, or a longer
 * one, is asked the same question.
 */
export function pinRangeEnds(expr: string, { start, end }: Range): string {
  let pinned = '';
  scan(expr, 'code', (piece, place) => {
    pinned += place === 'code' ? piece.replace(rangeEnd, (_, which) => `@ ${which === 'start' ? start : end}`) : piece;
  });
  return pinned;
}

/** Whether an expression depends on where its range begins or ends. */
export function hasRangeEnds(expr: string): boolean {
  return pinRangeEnds(expr, { start: 0, end: 0 }) !== expr;
}
