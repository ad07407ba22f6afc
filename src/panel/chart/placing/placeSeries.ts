import type { Forecast } from '../../../core/bands';
import type { Breach } from '../../../core/breaches';
import { withAnchor } from './anchor';
import { type Curve, allTimes, curveAt } from './curve';
import type { Placeable } from './placed';
import { stacksOf } from './stacks';

/** The sum of those below a series of a stack, at a time (ms). */
interface Base {
  /** the live values of those below; what is missing adds nothing */
  past(time: number): number;
  /** their forecasts; NaN where one of them has none */
  future(time: number): number;
}

/**
 * The series where they lie on the chart: those of a stack on each other, in their order. A series is shifted whole, its
 * bands and marks too: up to its origin by the live values of those below, beyond it by their forecasts.
 * @returns the series themselves where they stand on the axis
 */
export function placeSeries<S extends Placeable>(series: readonly S[]): S[] {
  const placed = [...series];
  for (const { members } of stacksOf(series)) {
    basesOf(members.map((index) => series[index])).forEach((base, i) => {
      if (i > 0) {
        placed[members[i]] = lift(series[members[i]], base);
      }
    });
  }
  return placed;
}

/** Of each member what lies below it. */
function basesOf(members: readonly Placeable[]): Base[] {
  const futures = members.map(futureOf);
  const past = allTimes(members.map(({ live }) => live));
  const future = allTimes(futures.flatMap((curve) => curve ?? []));
  let below = past.map(() => 0);
  let ahead = future.map(() => 0);
  return members.map((member, i) => {
    const [lower, lowerAhead] = [below, ahead];
    const { live } = member;
    const hold = live.times.length > 1 ? live.times[live.times.length - 1] - live.times[live.times.length - 2] : 0;
    const seen = (time: number) => curveAt(live, time, hold);
    const next = futures[i];
    below = past.map((time, row) => below[row] + (seen(time) || 0));
    ahead = future.map(
      (time, row) => ahead[row] + (next ? (time < next.times[0] ? seen(time) : curveAt(next, time)) : NaN)
    );
    return {
      past: (time) => curveAt({ times: past, values: lower }, time) || 0,
      future: (time) => curveAt({ times: future, values: lowerAhead }, time),
    };
  });
}

/** The forecast, from the value on that it starts from; undefined without one. */
function futureOf({ live, history, result }: Placeable): Curve | undefined {
  if (!result) {
    return undefined;
  }
  const { times, anchor } = withAnchor({ live, history }, result);
  return { times, values: anchor(result.forecast.point) };
}

function lift<S extends Placeable>(one: S, { past, future }: Base): S {
  const { live, history, result } = one;
  return {
    ...one,
    live: { ...live, values: live.values.map((value, row) => value + past(live.times[row])) },
    history: history && {
      ...history,
      values: history.values.map((value, row) => value + past(history.start + row * history.step * 1000)),
    },
    result: result && {
      ...result,
      expected: liftForecast(result.expected, past),
      forecast: liftForecast(result.forecast, future),
      breaches: result.breaches.map((breach) => ({ ...breach, threshold: breach.threshold + future(whenOf(breach)) })),
    },
  };
}

function liftForecast({ times, point, intervals }: Forecast, base: (time: number) => number): Forecast {
  const bases = times.map(base);
  const add = (values: Float64Array) => values.map((value, row) => value + bases[row]);
  return {
    times,
    point: add(point),
    intervals: intervals.map(({ level, lower, upper }) => ({ level, lower: add(lower), upper: add(upper) })),
  };
}

const whenOf = ({ time, earliest, latest }: Breach) => [time, earliest, latest].find(Number.isFinite) ?? NaN;
