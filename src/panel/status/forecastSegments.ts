import type { Breach } from '../../core/breaches';
import { nameDevice } from '../../core/options';
import { type TimeSpan, formatMoment } from '../frames';
import { type DrawnForecast, type SeriesForecast, anomaliesOf, isProvisional, runningAnomaly } from '../session';
import { testIds } from '../testIds';
import type { SeriesFormats } from './formats';
import type { Segment } from './segment';
import {
  capitalise,
  compareWithBaseline,
  describeAccuracy,
  describeAnomalies,
  describeBreach,
  describeCoverage,
  describeTraining,
  errorRatio,
  isBad,
  seenFrom,
  shortfall,
  type Formats,
} from './words';

/** A series with a forecast on screen. */
type Drawn = SeriesForecast & { drawn: DrawnForecast };
export const isDrawn = (series: SeriesForecast): series is Drawn => series.drawn !== undefined;
const reportOf = ({ drawn }: Drawn) => drawn.result.report;

/** Breaches ahead, by time, then the most severe of the thresholds that are reached already, and its end. */
export function breachSegments(series: Drawn[], formats: SeriesFormats): Segment[] {
  const all = series.flatMap(({ key, name, drawn }) =>
    seenFrom(formats(key).sides, drawn.result.breaches, drawn.result.report.origin).map((breach) => ({
      breach,
      isGood: breach.already || !isBad(breach, formats(key).sides),
      at: Number.isFinite(breach.time) ? breach.time : breach.earliest,
      text: `${series.length > 1 ? `${name}: ` : ''}${describeBreach(breach, formats(key))}`,
    }))
  );
  const coming = all.filter(({ isGood }) => !isGood).sort((a, b) => a.at - b.at);
  const reached = all
    .filter(({ breach }) => breach.already)
    .sort(bySeverity)
    .slice(0, 1);
  const isItsEnd = ({ threshold, already }: Breach) => !already && threshold === reached[0]?.breach.threshold;
  const over = all.filter(({ breach, isGood }) => isGood && isItsEnd(breach)).slice(0, 1);
  const asWarning = { tone: 'warning', icon: 'exclamation-triangle', isVital: true } as const;
  const asFact = { tone: 'info', icon: 'info-circle' } as const;
  return [...coming, ...reached, ...over].map(({ text, isGood }, index) => ({
    ...{ text, id: `breach-${index}`, testId: testIds.breach },
    ...(isGood ? asFact : asWarning),
  }));
}

/** Of the thresholds that are reached, the lowest of the low ones and the highest of the others come first. */
function bySeverity({ breach: a }: { breach: Breach }, { breach: b }: { breach: Breach }): number {
  if (a.direction !== b.direction) {
    return a.direction === 'below' ? -1 : 1;
  }
  return (b.threshold - a.threshold) * (a.direction === 'above' ? 1 : -1);
}

/** Anomalies of the final forecasts, and how many of them are in view. */
export function anomalySegments(series: Drawn[], formats: SeriesFormats, range: TimeSpan | undefined): Segment[] {
  const final = series.filter((one) => !isProvisional(one));
  const all = final.flatMap(anomaliesOf);
  if (!final.some(({ drawn }) => drawn.result.expected.times.length > 0)) {
    return [];
  }
  const running = final.flatMap((one) => runningSegment(one, series.length, formats(one.key)));
  const seen = range ? all.filter(({ start, end }) => end >= range.from && start <= range.to).length : all.length;
  const text = describeAnomalies(all.length) + (seen < all.length ? `, ${seen} in view` : '');
  return [...running, { id: 'anomalies', text, tone: seen > 0 ? 'error' : undefined, testId: testIds.anomalies }];
}

/** An anomaly that lasts at the newest sample: which side it is on, and since when. */
function runningSegment(series: Drawn, count: number, { now, timeZone }: Formats): Segment[] {
  const running = runningAnomaly(series);
  if (!running) {
    return [];
  }
  const name = count > 1 ? `${series.name}: ` : '';
  const text = capitalise(`${name}${running.direction} expected since ${formatMoment(running.start, now, timeZone)}`);
  return [
    {
      id: `running-${series.key}`,
      text,
      tone: 'error',
      icon: 'exclamation-circle',
      isVital: true,
      testId: testIds.running,
    },
  ];
}

/** Error and coverage of the drawn forecast; of several the worst. */
export function measuredSegments(series: Drawn[], formats: SeriesFormats): Segment[] {
  const worst = series.length > 1 ? 'Worst: ' : '';
  const leastAccurate = mostOf(series, (one) => errorRatio(reportOf(one)));
  const leastCovered = mostOf(series, (one) => shortfall(reportOf(one).coverage));
  const segments: Segment[] = [];
  if (leastAccurate) {
    const text = worst + describeAccuracy(reportOf(leastAccurate), formats(leastAccurate.key));
    const isWorse = compareWithBaseline(reportOf(leastAccurate))!.betterBy < 0;
    segments.push({ id: 'accuracy', text, testId: testIds.accuracy, tone: isWorse ? 'warning' : undefined });
  }
  if (leastCovered) {
    const text = worst + describeCoverage(reportOf(leastCovered).coverage);
    const incidents = anomaliesOf(leastCovered).length > 0 ? ', incidents included' : '';
    segments.push({ id: 'coverage', text, detail: text + incidents, testId: testIds.coverage });
  }
  return segments;
}

/** The item of the greatest measure; undefined where none is finite. */
function mostOf<T>(items: T[], measure: (item: T) => number): T | undefined {
  const known = items.filter((item) => Number.isFinite(measure(item)));
  return known.reduce<T | undefined>((a, b) => (a === undefined || measure(b) > measure(a) ? b : a), undefined);
}

/** Training and device; of several forecasts the devices alone. */
export function madeSegments(made: Drawn[], formats: SeriesFormats): Segment[] {
  const trainings = made.flatMap((one) => reportOf(one).training ?? []);
  const unique = (texts: string[]) => [...new Set(texts)].join(', ');
  const device: Segment = {
    id: 'device',
    text: unique(trainings.map((training) => nameDevice(training.device))),
    detail: unique(trainings.map((training) => `${nameDevice(training.device)}: ${training.deviceReason}`)),
    testId: testIds.device,
  };
  return [
    ...made
      .slice(0, made.length === 1 ? 1 : 0)
      .map((one) => ({ id: 'trained', text: describeTraining(reportOf(one), formats(one.key)) })),
    ...(trainings.length > 0 ? [device] : []),
  ];
}
