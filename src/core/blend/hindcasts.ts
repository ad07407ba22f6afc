import type { FitRows, History } from '../history';
import type { Fitter, Member, MemberName, Path, Predictor } from '../members';
import { type Sarx, fitSarx } from '../regression';

/** Forecasts of the members from several origins. */
export interface Hindcasts {
  /** (W) rising */
  origins: Int32Array;
  horizon: number;
  members: MemberPaths[];
}

export interface MemberPaths {
  name: MemberName;
  /** (W * H) standardised points, NaN where the member had nothing to say */
  points: Float64Array;
  /** (W * H) how far off it expected to be, where it knows */
  spreads?: Float64Array;
}

export interface FittedMembers {
  /** those that the history is enough for */
  members: readonly Member[];
  predictors: ReadonlyMap<MemberName, Predictor>;
  hindcasts: Hindcasts;
}

/** Stretches that are held out in turn. */
const STRETCHES = 5;

/**
 * Fits the members on all rows before `end`, and for the hindcasts once more without each fifth of them (blocked
 * cross-validation): every error is one on rows that the fit has not seen, and all of the history counts.
 * @param origins (W) rising, before `end`
 */
export function fitMembers(
  history: History,
  wanted: readonly Member[],
  horizon: number,
  end: number,
  origins: Int32Array
): FittedMembers {
  const fitters = createFitters(history, wanted, horizon);
  const predictors = fitAll(history, fitters, horizon, { end });
  const parts: Hindcasts[] = [];
  for (let i = 0; i < STRETCHES; i++) {
    const part = origins.subarray(...[i, i + 1].map((border) => Math.round((origins.length * border) / STRETCHES)));
    if (part.length > 0) {
      const heldOut = { from: part[0] + 1, to: part[part.length - 1] + 1 + horizon };
      parts.push(predictAll(fitAll(history, fitters, horizon, { end, heldOut }), part, horizon));
    }
  }
  const members = wanted.filter(({ name }) => predictors.has(name));
  return { members, predictors, hindcasts: concatenate(parts, [...predictors.keys()], horizon) };
}

/** Fits the members on all rows before `end`. */
export function fitPredictors(
  history: History,
  members: readonly Member[],
  horizon: number,
  end: number
): ReadonlyMap<MemberName, Predictor> {
  return fitAll(history, createFitters(history, members, horizon), horizon, { end });
}

function createFitters(history: History, members: readonly Member[], horizon: number): Map<MemberName, Fitter> {
  const fitters = new Map<MemberName, Fitter>();
  for (const member of members) {
    const fitter = member.create(history, horizon);
    if (fitter !== undefined) {
      fitters.set(member.name, fitter);
    }
  }
  return fitters;
}

/** The paths of fitted members from some origins. */
export function predictAll(
  predictors: ReadonlyMap<MemberName, Predictor>,
  origins: Int32Array,
  horizon: number
): Hindcasts {
  const members = [...predictors].map(([name, predict]): MemberPaths => {
    const paths = predict.all?.(origins) ?? Array.from(origins, (origin) => predict(origin));
    const points = new Float64Array(origins.length * horizon);
    paths.forEach(({ point }, w) => points.set(point, w * horizon));
    if (paths.some(({ spread }) => spread === undefined)) {
      return { name, points };
    }
    const spreads = new Float64Array(points.length);
    paths.forEach(({ spread }, w) => spread && spreads.set(spread, w * horizon));
    return { name, points, spreads };
  });
  return { origins, horizon, members };
}

/** Hindcasts one after the other; a member that one of them lacks is unknown there. */
export function concatenate(parts: readonly Hindcasts[], names: readonly MemberName[], horizon: number): Hindcasts {
  const origins = Int32Array.from(parts.flatMap((part) => [...part.origins]));
  const join = (name: MemberName, pick: (paths: MemberPaths) => Float64Array | undefined) => {
    const joined = new Float64Array(origins.length * horizon).fill(NaN);
    let at = 0;
    let isKnown = false;
    for (const part of parts) {
      const paths = part.members.find((member) => member.name === name);
      const values = paths && pick(paths);
      if (values !== undefined) {
        joined.set(values, at);
        isKnown = true;
      }
      at += part.origins.length * horizon;
    }
    return isKnown ? joined : undefined;
  };
  const members = names.map((name): MemberPaths => {
    const points = join(name, (paths) => paths.points) ?? new Float64Array(origins.length * horizon).fill(NaN);
    return { name, points, spreads: join(name, (paths) => paths.spreads) };
  });
  return { origins, horizon, members };
}

function fitAll(
  history: History,
  fitters: ReadonlyMap<MemberName, Fitter>,
  horizon: number,
  rows: FitRows
): Map<MemberName, Predictor> {
  let regression: Sarx | undefined;
  const sarx = () => (regression ??= history.day === undefined ? undefined : fitSarx(history, horizon, rows));
  const predictors = new Map<MemberName, Predictor>();
  for (const [name, fit] of fitters) {
    const predict = fit(rows, sarx);
    if (predict !== undefined) {
      predictors.set(name, history.effect ? shifted(predict, history.effect) : predict);
    }
  }
  return predictors;
}

/** Forecasts with what was taken off the history (`History.effect`). */
function shifted(predict: Predictor, effect: (row: number) => number): Predictor {
  const shift = (origin: number, path: Path): Path => ({
    ...path,
    point: path.point.map((value, h) => value + effect(origin + 1 + h)),
  });
  const all = predict.all;
  return Object.assign((origin: number) => shift(origin, predict(origin)), {
    ...(all && { all: (origins: Int32Array) => all(origins).map((path, w) => shift(origins[w], path)) }),
  });
}
