import type { QuantilePaths, Replay } from '../blend';
import type { PathEnsemble } from '../breaches';
import type { Due, DueRows } from './due';
import type { Settled } from './settle';

/** The replay with what was due by then: the band goes as much further as the dates before differed. */
export function expectInReplay(replay: Replay, expected: DueRows): Replay {
  const { origins, horizon, offsets } = replay;
  if (expected.stretches.length === 0) {
    return replay;
  }
  const lay = (values: Float64Array, partOf: (due: Due) => number) =>
    values.map((value, at) => {
      const due = expected.at(origins[Math.floor(at / horizon)] + 1 + (at % horizon));
      return due ? value + partOf(due) : value;
    });
  return {
    ...replay,
    points: lay(replay.points, ({ middle }) => middle),
    // They know the series without it as well: one that is drawn alone is measured as it is drawn.
    members: new Map([...replay.members].map(([name, points]) => [name, lay(points, ({ middle }) => middle)])),
    offsets: {
      ...offsets,
      below: offsets.below.map((edge) => lay(edge, ({ middle, least }) => middle - least)),
      above: offsets.above.map((edge) => lay(edge, ({ middle, most }) => most - middle)),
    },
  };
}

/** The forecast with what is due. Each path of the ensemble goes as one of the dates before went. */
export function expectAhead(
  ahead: QuantilePaths,
  origin: number,
  { due: expected, series }: Pick<Settled, 'due' | 'series'>
): QuantilePaths {
  const dues = Array.from(ahead.point, (_, h) => expected.at(origin + 1 + h));
  if (dues.every((due) => due === undefined)) {
    return ahead;
  }
  const edge = (quantile: number, { least, middle, most }: Due) =>
    quantile < 0.5 ? least : quantile > 0.5 ? most : middle;
  const lay = (values: Float64Array, partOf: (due: Due) => number) =>
    values.map((value, h) => value + (dues[h] ? partOf(dues[h]) : 0));
  return {
    ...ahead,
    point: lay(ahead.point, ({ middle }) => middle),
    paths: ahead.paths.map((path, k) => lay(path, (due) => edge(ahead.quantiles[k], due))),
    ensemble: () => asOnDates(ahead.ensemble(), dues, series.values),
  };
}

function asOnDates(usual: PathEnsemble, dues: ReadonlyArray<Due | undefined>, values: Float64Array): PathEnsemble {
  const onDate = (due: Due, w: number) => {
    const one = due.each[w % due.each.length];
    return Number.isNaN(one) ? due.middle : one;
  };
  const paths = usual.paths.map((value, at) => {
    const due = dues[at % usual.horizon];
    return due ? value + onDate(due, Math.floor(at / usual.horizon)) : value;
  });
  return { ...usual, paths, usual: { paths: usual.paths, values } };
}
