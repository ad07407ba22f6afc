import { type Failure, RequestFailure } from './failure';

type Size = Extract<Failure, { kind: 'too-large' }>['what'];

/**
 * Sizes of an answer beyond which nothing is made of it: the page would stand still, or end. Points are counted beside the
 * bytes because a short one, held as two numbers, takes more room than its text; labels because they are kept for each
 * series.
 */
export const LIMITS: Record<Size, number> = {
  megabytes: 64,
  series: 20_000,
  points: 4_000_000,
  'megabytes of labels': 16,
};

/** @throws RequestFailure `too-large` for a size over its limit */
export function bound(what: Size, size: number, limits = LIMITS): void {
  const limit = limits[what];
  if (size > limit) {
    throw new RequestFailure({ kind: 'too-large', what, size: Math.round(size * 10) / 10, limit });
  }
}
