import type { FitRows } from '../history';
import type { Member, MemberName, Path, Predictor } from '../members';
import { createNetInput, NET_QUANTILES, type NetInput } from './netFeatures';
import type { Sarx } from '../regression';

/** For each input (leads, 11) row-major quantiles of (z - base) / scale, rising in each row. */
export type Infer = (inputs: readonly NetInput[]) => Array<ArrayLike<number>>;

/** Makes the inputs of the network, given the linear model it corrects and the rows that was fitted on. */
export type Inputs = (sarx: Sarx, rows: FitRows) => (origin: number, leads: ArrayLike<number>) => NetInput;

const plainInputs: Inputs = (sarx) => (origin, leads) => createNetInput(sarx, origin, leads);

/** Lead times that the network is asked for; between them its answer is interpolated. */
const LEADS = 24;
const MEDIAN = NET_QUANTILES.indexOf(0.5);
const LOWER = NET_QUANTILES.indexOf(0.1);
const UPPER = NET_QUANTILES.indexOf(0.9);

/**
 * A network on top of the seasonal regression as a member of the blend.
 * @param infer its forward pass; the weights are the caller's
 * @param inputs what it sees; the features of `netFeatures.ts` if absent
 */
export function networkMember(name: MemberName, infer: Infer, inputs: Inputs = plainInputs): Member {
  return {
    name,
    create(_, horizon) {
      const leads = spacedLeads(horizon);
      return (rows, fitSarx) => {
        const sarx = fitSarx?.();
        if (sarx === undefined) {
          return undefined;
        }
        const inputOf = inputs(sarx, rows);
        return remember((origins) => {
          const asked = Array.from(origins, (origin) => inputOf(origin, leads));
          const answers = infer(asked);
          return asked.map(({ base, scale }, w) => {
            const at = (i: number, k: number) => scale * answers[w][i * NET_QUANTILES.length + k];
            return {
              point: interpolate(leads, (i) => base[i] + at(i, MEDIAN)),
              spread: interpolate(leads, (i) => at(i, UPPER) - at(i, LOWER)),
            };
          });
        });
      };
    },
  };
}

/** Forecasts from the same origins are asked for again when a member joins the blend: a network takes a while for each. */
function remember(predict: (origins: readonly number[]) => Path[]): Predictor {
  const paths = new Map<number, Path>();
  const all = (origins: Iterable<number>): Path[] => {
    const unknown = [...origins].filter((origin) => !paths.has(origin));
    predict(unknown).forEach((path, i) => paths.set(unknown[i], path));
    return Array.from(origins, (origin) => paths.get(origin) as Path);
  };
  return Object.assign((origin: number) => all([origin])[0], { all });
}

/** 1-based lead times, dense at first: errors change most there. The first and the last are among them. */
function spacedLeads(horizon: number): number[] {
  const leads = Array.from({ length: LEADS }, (_, i) => Math.max(i + 1, Math.round(horizon * (i / (LEADS - 1)) ** 2)));
  return [...new Set(leads.map((lead) => Math.min(lead, horizon)))];
}

/** (H) linear between the leads. */
function interpolate(leads: readonly number[], value: (i: number) => number): Float64Array {
  const path = new Float64Array(leads[leads.length - 1]);
  path[0] = value(0);
  for (let i = 1; i < leads.length; i++) {
    const [left, right] = [value(i - 1), value(i)];
    for (let lead = leads[i - 1] + 1; lead <= leads[i]; lead++) {
      path[lead - 1] = left + ((lead - leads[i - 1]) / (leads[i] - leads[i - 1])) * (right - left);
    }
  }
  return path;
}
