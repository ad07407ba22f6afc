import { lastValue as baseline, predictLinear } from '../baseline/baseline';
import type { Member } from './member';

/** The last known value, held. */
export const lastValue: Member = {
  name: 'last-value',
  create:
    ({ z }, horizon) =>
    () =>
    (origin) => ({ point: baseline.forecast(z, origin, horizon) }),
};

const LINEAR_HOURS = 6;

/** Prometheus's `predict_linear` over the last six hours: the yardstick that operators know. */
export const linear: Member = {
  name: 'linear',
  create: ({ z, hour }, horizon) => {
    const line = predictLinear(Math.max(2, LINEAR_HOURS * hour));
    return () => (origin) => ({ point: line.forecast(z, origin, horizon) });
  },
};
