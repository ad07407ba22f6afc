import type { FitRows } from '../history';
import type { Fitter, Member, Path, Predictor } from './member';

/**
 * A member that several ask, such as the blend and the network that sees what it forecasts: on one history and horizon it
 * is created once, fitted once on the same rows, and asked once from each origin.
 */
export function memoise(member: Member): Member {
  return {
    ...member,
    create: (history, horizon) =>
      history.fitCache.once(`${member.name} ${horizon}`, () => fitOnce(member.create(history, horizon))),
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
