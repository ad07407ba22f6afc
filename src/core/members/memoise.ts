import type { FitRows } from '../history/fitRows';
import type { History } from '../history/history';
import type { Fitter, Member, Path, Predictor } from './member';

/**
 * A member that several ask, such as the blend and the network that sees what it forecasts: on one history and horizon it
 * is created once, fitted once on the same rows, and asked once from each origin.
 */
export function shared(member: Member): Member {
  const created = new WeakMap<History, Map<number, Fitter | undefined>>();
  return {
    ...member,
    create(history, horizon) {
      const byHorizon = created.get(history) ?? new Map<number, Fitter | undefined>();
      created.set(history, byHorizon);
      if (!byHorizon.has(horizon)) {
        byHorizon.set(horizon, fitOnce(member.create(history, horizon)));
      }
      return byHorizon.get(horizon);
    },
  };
}

function fitOnce(fit: Fitter | undefined): Fitter | undefined {
  const fitted = new WeakMap<FitRows, Predictor | undefined>();
  return (
    fit &&
    ((rows, sarx) => {
      if (!fitted.has(rows)) {
        fitted.set(rows, askOnce(fit(rows, sarx)));
      }
      return fitted.get(rows);
    })
  );
}

function askOnce(predict: Predictor | undefined): Predictor | undefined {
  const paths = new Map<number, Path>();
  return (
    predict &&
    ((origin) => {
      const path = paths.get(origin) ?? predict(origin);
      paths.set(origin, path);
      return path;
    })
  );
}
