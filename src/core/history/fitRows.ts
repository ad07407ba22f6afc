import type { Slice } from '../series';

/** Rows of a history that a member may be fitted on: those before `end`, without what is held out. */
export interface FitRows {
  end: number;
  heldOut?: Slice;
}

/** Rows used at most: every n-th of a longer history, so that a fit stays within milliseconds. */
const MAX_ROWS = 1500;

/** Rows from `first` on of which neither they nor their targets up to `horizon` steps ahead touch what is held out. */
export function* originsOf(rows: FitRows, first: number, horizon: number): Generator<number> {
  for (const t of strided(rows, first)) {
    if (!touches(rows, t, horizon)) {
      yield t;
    }
  }
}

/** The others. */
export function* heldOutOrigins(rows: FitRows, first: number, horizon: number): Generator<number> {
  for (const t of strided(rows, first)) {
    if (touches(rows, t, horizon)) {
      yield t;
    }
  }
}

function* strided({ end }: FitRows, first: number): Generator<number> {
  const stride = Math.max(1, Math.ceil((end - first) / MAX_ROWS));
  for (let t = first; t < end; t += stride) {
    yield t;
  }
}

function touches({ heldOut }: FitRows, t: number, horizon: number): boolean {
  return heldOut !== undefined && t + horizon >= heldOut.from && t < heldOut.to;
}
