import type { View } from './features';
import { clamp } from '../math';
import { type Slice, type Slices, countKnown } from '../series';
import { baseAt, type LinearBase } from './linearBase';

/** A window is used if at least this share of it is known. */
const MIN_KNOWN = 0.5;
/** Forecast points of the origins that are looked back on. */
const MAX_PAIRS = 300_000;
/** Training targets are held within this many spreads: an incident in the history must not dominate the loss. */
const TARGET_LIMIT = 5;

/**
 * Origins in `[slice.from, slice.to)` that a forecast can start from: the last value is known, and so is half of the
 * window before it.
 */
export function findOrigins(values: Float64Array, slice: Slice, sequenceLength: number): Int32Array {
  const origins: number[] = [];
  for (let t = Math.max(slice.from, sequenceLength - 1); t < slice.to; t++) {
    if (!Number.isNaN(values[t]) && hasWindow(values, t, sequenceLength)) {
      origins.push(t);
    }
  }
  return Int32Array.from(origins);
}

/** Windows that an epoch trains on at most. */
const MAX_WINDOWS = 900;

/** Origins of training windows for each one that is used. Neighbours share all values but one: a third teaches as much. */
export function trainingStride(count: number): number {
  return Math.max(1, Math.ceil(count / MAX_WINDOWS));
}

/** Every `stride`-th of the origins, the last one included. */
export function everyNth(origins: Int32Array, stride: number): Int32Array {
  return stride > 1 ? origins.filter((_, w) => (origins.length - 1 - w) % stride === 0) : origins;
}

/**
 * Origins spread out so that forecasts of `horizon` steps from them stay within 300,000 points: a fraction of a second in
 * all. Default sizes keep every origin.
 */
export function thinOrigins(origins: Int32Array, horizon: number): Int32Array {
  return everyNth(origins, Math.ceil((origins.length * horizon) / MAX_PAIRS));
}

function hasWindow(values: Float64Array, origin: number, sequenceLength: number): boolean {
  return countKnown(values, origin - sequenceLength + 1, origin + 1) >= MIN_KNOWN * sequenceLength;
}

/**
 * (N, H) targets: the distance of the value at `t + h` from the linear base, in its spreads.
 * Rows of the training and validation slices alone, and a value beyond the end of the row's slice is unknown to it:
 * no target crosses a border.
 */
export function createTargets(view: View, linearBase: LinearBase, slices: Slices): Float32Array {
  const horizon = linearBase.spread.length;
  const targets = new Float32Array(view.z.length * horizon).fill(NaN);
  const base = new Float64Array(horizon);
  for (const slice of [slices.train, slices.validation]) {
    for (let t = slice.from; t < slice.to; t++) {
      baseAt(t, view, linearBase, base);
      for (let h = 1; h <= horizon && t + h < slice.to; h++) {
        const target = (view.z[t + h] - base[h - 1]) / linearBase.spread[h - 1];
        targets[t * horizon + h - 1] = clamp(target, -TARGET_LIMIT, TARGET_LIMIT);
      }
    }
  }
  return targets;
}
