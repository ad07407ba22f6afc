import { type History, originsOf } from '../history';
import type { Member } from './member';
import { Ridge } from '../regression';

/** Hours of the past that it sees, as hourly means; the last values beside them. */
const HOURS = 24;
const LAST_VALUES = 3;
const PENALTY = 0.01;

/** Every lead time as a linear function of the last day, by ridge regression: direct, with no season given. */
export const ridge: Member = {
  name: 'ridge',
  create: (history, horizon) => (rows) => {
    const features = new Float64Array(HOURS + LAST_VALUES + 1);
    const regression = new Ridge(features.length, horizon);
    const first = HOURS * history.hour;
    for (const t of originsOf(rows, first, horizon)) {
      if (!Number.isNaN(history.clipped.values[t]) && describe(history, t, features)) {
        regression.add(features, history.clipped.values, t + 1, rows.end);
      }
    }
    const weights = regression.solve(PENALTY);
    return (origin) => {
      const path = new Float64Array(horizon);
      if (origin + 1 < first || !describe(history, origin, features)) {
        return { point: path.fill(NaN) };
      }
      for (let h = 0; h < horizon; h++) {
        for (let i = 0; i < features.length; i++) {
          path[h] += weights[h * features.length + i] * features[i];
        }
      }
      return { point: path };
    };
  },
};

/** The features at a row; a mean that is unknown is that of the hour after it. False where nothing is known. */
function describe({ clipped, hour }: History, t: number, out: Float64Array): boolean {
  let newer = clipped.over(t - HOURS * hour + 1, t);
  if (Number.isNaN(newer)) {
    return false;
  }
  for (let i = 0; i < HOURS; i++) {
    const mean = clipped.over(t - (i + 1) * hour + 1, t - i * hour);
    newer = out[i] = Number.isNaN(mean) ? newer : mean;
  }
  for (let i = 0; i < LAST_VALUES; i++) {
    const value = clipped.over(t - i, t - i);
    out[HOURS + i] = Number.isNaN(value) ? out[0] : value;
  }
  out[HOURS + LAST_VALUES] = 1;
  return true;
}
