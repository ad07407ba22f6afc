import type { Slice } from '../split';

/** Which rows of a history a member may be fitted on: those before `end`, without what is held out. */
export interface FitRows {
  end: number;
  heldOut?: Slice;
}

/** Rows used at most: every n-th of a longer history, so that a fit stays within milliseconds. */
const MAX_ROWS = 3000;

/** Rows from `first` on whose targets up to `horizon` steps ahead do not touch what is held out. */
export function* originsOf({ end, heldOut }: FitRows, first: number, horizon: number): Generator<number> {
  const stride = Math.max(1, Math.ceil((end - first) / MAX_ROWS));
  for (let t = first; t < end; t += stride) {
    if (heldOut === undefined || t + horizon < heldOut.from || t >= heldOut.to) {
      yield t;
    }
  }
}
