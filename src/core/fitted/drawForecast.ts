import type { DueTime } from '../anomalies';
import { meanShare } from '../blend';
import { breachesAhead, carryIncident, isReturn, ongoingIncident } from '../breaches';
import { type Bounds, type Offsets, isWhole, toForecast } from '../bands';
import { type Expected, expectedOf } from './expected';
import { markAnomalies } from './markAnomalies';
import { accuraciesOf, coveragesOf, driftNotes, driftOf, leadTimesOf, modelDrift, SOURCES } from './evaluation';
import { bandNotes, boundNotes, incidentNote, lateNotes, staleNotes, verdictNotes } from './notes';
import type { FittedForecast } from './fittedForecast';
import { boundsOf } from '../options';
import { lengthsOfAlike } from './outliers';
import type { ForecastResult, ForecastSource, Report, Share } from './result';
import { cameAsDue, describeDue } from '../recurring';
import { countKnown, lastKnownIndex, timeAt } from '../series';

/** Facts of a forecast besides its series. */
export interface Circumstances extends Pick<Report, 'trainedAt' | 'training'> {
  thresholds: readonly number[];
  /** last observed time that a model was trained on, ms; absent without a model */
  trainedOn?: number;
}

/** The least share that is spoken of. */
const LEAST_SHARE = 0.005;

/** Everything the panel draws and says of a forecast. */
export function drawForecast(
  fitted: FittedForecast,
  { thresholds, trainedAt, training, trainedOn }: Circumstances
): ForecastResult {
  const { series, options, forecaster, replay, ahead, season } = fitted;
  const { values } = series;
  const bounds: Bounds = { ...boundsOf(options), isWhole: isWhole(values) };
  const row = lastKnownIndex(values);
  const known = fitted.known.values;
  const past = expectedOf(fitted, bounds);
  const incident = incidentOf(fitted, past);
  const times = Float64Array.from(ahead.point, (_, h) => timeAt(series, row + 1 + h));
  const offsets = offsetsAhead(fitted);
  const calm = toForecast(times, ahead.point, offsets, bounds);
  const forecast = incident ? carryIncident(calm, incident, offsets, bounds) : calm;
  const crossings = thresholds.length > 0 ? breachesAhead(series, ahead.ensemble(), incident, thresholds, bounds) : [];
  const source = sourceOf(fitted);
  const coverage = coveragesOf(replay, known, bounds);
  const due = dueTimes(fitted);
  const found = markAnomalies(fitted, past, due);
  const shares = sharesOf(fitted);
  const drift = trainedOn === undefined ? undefined : modelDrift(fitted, past.forecast, trainedOn);
  return {
    expected: past.forecast,
    anomalyScore: found.score,
    anomalies: found.anomalies,
    forecast,
    ...(incident && { calm }),
    ...(due.length > 0 && { due }),
    breaches: crossings.filter((breach) => incident === undefined || !isReturn(breach, incident, calm)),
    report: {
      source,
      origin: timeAt(series, row),
      step: series.step,
      points: countKnown(values),
      season,
      bounds,
      trainedAt,
      accuracy: accuraciesOf(replay, known, season, source),
      coverage,
      leadTimes: leadTimesOf(replay, known, bounds, forecaster.blocks),
      ...(source === 'blend' && { shares }),
      training,
      ...(drift && { drift }),
      notes: [
        ...verdictNotes(forecaster, shares),
        ...staleNotes(series),
        ...describeDue(fitted.onDates.now.recurring, series, fitted.sources.timeZone, row + 1 + ahead.point.length),
        ...boundNotes(values, bounds),
        ...(incident ? [incidentNote(incident, series.step)] : []),
        ...driftNotes(driftOf(replay, known, forecaster.spread.day)),
        ...bandNotes(forecaster, coverage),
        ...lateNotes(coverage),
      ],
    },
  };
}

/** The deviation of the series from its usual course at the origin, if any. */
function incidentOf({ series, known, mask, replay, regime, spells, forecaster }: FittedForecast, past: Expected) {
  const { values } = known;
  const { hour } = forecaster.history;
  const row = lastKnownIndex(series.values);
  const expected = (t: number) => (t >= replay.from ? past.forecast.point[t - replay.from] : NaN);
  const distances = values.map((value, t) => value - expected(t));
  const alike = (deviation: number) => lengthsOfAlike(spells, deviation, distances);
  if (regime) {
    const { size, since } = regime;
    return { deviation: size, slope: 0, usual: values[row] - size, age: row - since + 1, past: alike(size), hour };
  }
  const cleaned = values.map((value, t) => (mask[t] && t >= replay.from ? expected(t) : value));
  return ongoingIncident(values, cleaned, row, hour, alike(values[row] - cleaned[row]));
}

/** Times on which something was due, and those to come. */
function dueTimes({ series, known, onDates: { then, now } }: FittedForecast): DueTime[] {
  const replayed = then.due.stretches.filter(({ from }) => from < known.values.length);
  return [...cameAsDue(now.recurring), ...replayed, ...now.due.stretches].map(({ from, to }) => ({
    from: timeAt(series, from),
    to: timeAt(series, to - 1),
  }));
}

/** The forecaster that is drawn. */
function sourceOf({ forecaster: { weights, hindcasts } }: FittedForecast): ForecastSource {
  const drawn = hindcasts.members.filter((_, m) => weights.some((block) => block[m] > 0));
  return (drawn.length === 1 && SOURCES.get(drawn[0].name)) || 'blend';
}

/** Parts of the blend, all lead times together, by falling size. */
function sharesOf({ forecaster }: FittedForecast): Share[] {
  return forecaster.hindcasts.members
    .map(({ name: member }) => ({ member, share: meanShare(forecaster, member) }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share);
}

/** Widths of the bands beyond the origin. */
function offsetsAhead({ ahead: { paths, point, quantiles }, replay: { offsets } }: FittedForecast): Offsets {
  const { levels } = offsets;
  const middle = quantiles.indexOf(0.5);
  const from = (edge: Float64Array, sign: 1 | -1) => edge.map((value, h) => sign * (value - point[h]));
  return {
    levels,
    below: levels.map((_, l) => from(paths[middle - 1 - l], -1)),
    above: levels.map((_, l) => from(paths[middle + 1 + l], 1)),
  };
}
