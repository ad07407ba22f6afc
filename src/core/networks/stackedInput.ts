import { clamp } from '../math';
import type { FitRows, History } from '../history';
import {
  type Member,
  analogLong,
  analogShort,
  days,
  daysAndWeeks,
  naiveDay,
  naiveWeek,
  weekday,
  yesterday,
} from '../members';
import type { Inputs } from './networkMember';
import { createNetInput, LEAD_FEATURES, type NetInput } from './netFeatures';
import type { Sarx } from '../regression';

/** Members whose forecasts the network sees beside the one it corrects, so that it learns whom to trust and when. */
const EXPERTS: readonly Member[] = [
  naiveDay,
  naiveWeek,
  days,
  daysAndWeeks,
  weekday,
  yesterday,
  analogShort,
  analogLong,
];

/** Features of a lead time: those of `createNetInput`, then how far each expert is from the base. */
export const STACKED_FEATURES = LEAD_FEATURES + EXPERTS.length;

/** Beyond this many errors of the linear model, all distances are alike. */
const LIMIT = 8;

/** (experts) standardised forecasts (H) from an origin; reads nothing later. NaN where one has nothing to say. */
export type Experts = (origin: number) => Float64Array[];

/**
 * The experts of a history, once for all fits; the function fits them on the rows that the linear model is fitted on.
 */
export function createExperts(history: History, horizon: number): (rows: FitRows) => Experts {
  const fitters = EXPERTS.map((member) => member.create(history, horizon));
  const nothing = { point: new Float64Array(horizon).fill(NaN) };
  return (rows) => {
    const predictors = fitters.map((fit) => fit?.(rows) ?? (() => nothing));
    return (origin) => predictors.map((predict) => predict(origin).point);
  };
}

/**
 * The input of `createNetInput` with decoder rows (leads, 17 + experts): (expert - base) / scale within +-8, 0 where
 * unknown.
 */
export function createStackedInput(
  sarx: Sarx,
  experts: Experts,
  origin: number,
  leadTimes: ArrayLike<number>
): NetInput {
  const input = createNetInput(sarx, origin, leadTimes);
  const paths = experts(origin);
  const decoder = new Float32Array(leadTimes.length * STACKED_FEATURES);
  for (let i = 0; i < leadTimes.length; i++) {
    decoder.set(input.decoder.subarray(i * LEAD_FEATURES, (i + 1) * LEAD_FEATURES), i * STACKED_FEATURES);
    paths.forEach((path, e) => {
      const distance = (path[leadTimes[i] - 1] - input.base[i]) / input.scale;
      decoder[i * STACKED_FEATURES + LEAD_FEATURES + e] = clamp(distance, -LIMIT, LIMIT) || 0;
    });
  }
  return { ...input, decoder };
}

/** For `networkMember`: the input with experts, which are created once for all fits of a history. */
export function stackedInputs(): Inputs {
  return (sarx, rows) => {
    const { history, horizon } = sarx;
    const fitExperts = history.fitCache.once(`experts ${horizon}`, () => createExperts(history, horizon));
    const experts = fitExperts(rows);
    return (origin, leads) => createStackedInput(sarx, experts, origin, leads);
  };
}
