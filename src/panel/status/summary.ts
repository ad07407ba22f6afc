import type { IconName } from '@grafana/ui';
import { type TimeSpan, formatMoment } from '../frames';
import { describeError, nameDevice } from '../../core/options';
import type { Breach } from '../../core/breaches';
import { isBad, seenFrom } from './breachSides';
import type { ForecastResult } from '../../core/fitted';
import { type PanelForecast, type SeriesForecast, anomaliesOf, isBusy, isProvisional, panelState } from '../session';
import type { SeriesFormats } from './formats';
import {
  capitalise,
  describeAccuracy,
  describeAnomalies,
  describeBreach,
  describeCoverage,
  describePhase,
  describeTogether,
  describeTraining,
  errorRatio,
  formatLoss,
  nameDrawn,
  shortfall,
} from './statusText';
import { testIds } from '../testIds';

export type Tone = 'busy' | 'good' | 'info' | 'warning' | 'error';

/** A piece of the status line that stands or goes as a whole. */
export interface Segment {
  id: string;
  text: string;
  tone?: Tone;
  icon?: IconName;
  testId?: string;
  /** a sentence: may be cut short */
  isLong?: boolean;
  /** said in its place where there is room, as in the tooltip */
  detail?: string;
}

export interface Summary {
  state: { text: string; tone: Tone };
  /** by falling weight */
  segments: Segment[];
  /** of all training under way, 0..1 */
  progress?: { share: number };
}

/** The status line as data. */
export function summarise(forecast: PanelForecast, formats: SeriesFormats, range?: TimeSpan): Summary {
  const { series } = forecast;
  const results = series.filter(({ result }) => result);
  return {
    state: headline(forecast, formats),
    segments: [
      ...warningSegments(forecast),
      ...progressSegments(series),
      ...breachSegments(results, formats),
      ...anomalySegments(series, range),
      ...measuredSegments(results, formats),
      ...noteSegments(forecast),
      ...madeSegments(results, formats),
    ],
    progress: progressOf(series),
  };
}

function headline(forecast: PanelForecast, formats: SeriesFormats): Summary['state'] {
  const { series } = forecast;
  if (forecast.error && panelState(forecast) === 'failed') {
    return { text: describeError(forecast.error), tone: 'error' };
  }
  const busy = series.filter(isBusy);
  if (busy.length > 0) {
    const current = busy.find(({ phase }) => phase.kind === 'training') ?? busy[0];
    const text = describePhase(current.phase);
    return {
      text: series.length > 1 ? `${series.length - busy.length} of ${series.length} done. ${text}` : text,
      tone: 'busy',
    };
  }
  switch (panelState(forecast)) {
    case 'fetching':
      return { text: 'Fetching the history', tone: 'busy' };
    case 'waiting':
      return { text: 'Waiting for data', tone: 'info' };
    case 'paused':
      return { text: describePhase({ kind: 'paused' }), tone: 'info' };
    case 'out-of-date':
      return series.some(({ phase }) => phase.kind === 'failed') ? settled(series) : outOfDate(series, formats);
    case 'stopped':
      return { text: `Training stopped${drawnMeanwhile(series)}`, tone: 'info' };
    default:
      return settled(series);
  }
}

/** What is drawn answers an older question, and nothing newer is on its way. */
function outOfDate(series: SeriesForecast[], formats: SeriesFormats): Summary['state'] {
  const drawn = series.filter(({ result }) => result);
  const behind = drawn.filter(({ isOutOfDate }) => isOutOfDate);
  const old = behind.length > 0 ? behind : drawn;
  const oldest = old.reduce((a, b) => (b.result!.report.origin < a.result!.report.origin ? b : a));
  const { now, timeZone } = formats(oldest.key);
  return { text: `Out of date, from ${formatMoment(oldest.result!.report.origin, now, timeZone)}`, tone: 'warning' };
}

/** Nothing under way: what is drawn, or why nothing is. */
function settled(series: SeriesForecast[]): Summary['state'] {
  const failures = series.flatMap(({ phase }) => (phase.kind === 'failed' ? [phase.error] : []));
  if (failures.length > 0 && (series.length === 1 || failures.length === series.length)) {
    const isLearning = failures[0].kind === 'too-little-history';
    return { text: describeError(failures[0]), tone: isLearning ? 'info' : 'error' };
  }
  const reports = series.flatMap(({ result }) => (result ? [result.report] : []));
  if (series.length === 1) {
    const [report] = reports;
    return { text: capitalise(nameDrawn(report)), tone: report.source === 'blend' ? 'good' : 'info' };
  }
  const blends = reports.filter(({ source }) => source === 'blend').length;
  const failed = failures.length > 0 ? `, ${failures.length} failed` : '';
  return {
    text: `Blend for ${blends} of ${series.length} series${failed}`,
    tone: failures.length > 0 ? 'warning' : blends > 0 ? 'good' : 'info',
  };
}

function drawnMeanwhile(series: SeriesForecast[]): string {
  const report = series.find(({ result }) => result)?.result?.report;
  return report ? `, showing ${nameDrawn(report)}` : '';
}

function progressSegments(series: SeriesForecast[]): Segment[] {
  const training = series.find(({ phase }) => phase.kind === 'training');
  if (training?.phase.kind !== 'training') {
    return [];
  }
  const { progress, device, together } = training.phase;
  return [
    { id: 'loss', text: `validation loss ${formatLoss(progress.validationLoss)}` },
    { id: 'training-device', text: `on ${nameDevice(device)}` },
    { id: 'together', text: describeTogether(together) ?? '' },
    { id: 'meanwhile', text: series.length === 1 ? drawnMeanwhile(series).replace(/^, /, '') : '' },
  ].filter(({ text }) => text !== '');
}

/** What is coming, by time; of what has been reached already only the most severe, which is no news, and its end. */
function breachSegments(series: SeriesForecast[], formats: SeriesFormats): Segment[] {
  const all = series.flatMap(({ key, name, result }) =>
    seenFrom(formats(key).sides, result!.breaches, result!.report.origin).map((breach) => ({
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
  const over = all.filter(
    ({ breach, isGood }) => isGood && !breach.already && breach.threshold === reached[0]?.breach.threshold
  );
  return [...coming, ...reached, ...over.slice(0, 1)].map(({ text, isGood }, index) => ({
    id: `breach-${index}`,
    text,
    tone: isGood ? 'info' : 'warning',
    icon: isGood ? 'info-circle' : 'exclamation-triangle',
    testId: testIds.breach,
  }));
}

/** Of what is reached, the lowest of the low thresholds and the highest of the others come first. */
const bySeverity = ({ breach: a }: { breach: Breach }, { breach: b }: { breach: Breach }) =>
  a.direction === b.direction
    ? (b.threshold - a.threshold) * (a.direction === 'above' ? 1 : -1)
    : a.direction === 'below'
      ? -1
      : 1;

function anomalySegments(series: SeriesForecast[], range: TimeSpan | undefined): Segment[] {
  const final = series.filter((one) => one.result && !isProvisional(one));
  const all = final.flatMap(anomaliesOf);
  if (!final.some(({ result }) => result!.expected.times.length > 0)) {
    return [];
  }
  const seen = range ? all.filter(({ start, end }) => end >= range.from && start <= range.to).length : all.length;
  const text = describeAnomalies(all.length) + (seen < all.length ? `, ${seen} in view` : '');
  return [{ id: 'anomalies', text, tone: seen > 0 ? 'error' : undefined, testId: testIds.anomalies }];
}

type WithResult = SeriesForecast & { result: ForecastResult };

/** How good the drawn forecast is; of several the worst. */
function measuredSegments(series: SeriesForecast[], formats: SeriesFormats): Segment[] {
  const worst = series.length > 1 ? 'Worst: ' : '';
  const measured = series as WithResult[];
  const leastAccurate = mostOf(measured, ({ result }) => errorRatio(result.report));
  const leastCovered = mostOf(measured, ({ result }) => shortfall(result.report.coverage));
  const accuracy = leastAccurate && describeAccuracy(leastAccurate.result.report, formats(leastAccurate.key));
  const coverage = leastCovered && describeCoverage(leastCovered.result.report.coverage);
  const incidents = leastCovered && anomaliesOf(leastCovered).length > 0 ? ', incidents included' : '';
  const tone = accuracy?.includes('worse') ? 'warning' : undefined;
  const segments: Segment[] = [];
  if (accuracy) {
    segments.push({ id: 'accuracy', text: worst + accuracy, testId: testIds.accuracy, tone });
  }
  if (coverage) {
    const text = worst + coverage;
    segments.push({ id: 'coverage', text, detail: text + incidents, testId: testIds.coverage });
  }
  return segments;
}

function mostOf<T>(items: T[], measure: (item: T) => number): T | undefined {
  const known = items.filter((item) => Number.isFinite(measure(item)));
  return known.reduce<T | undefined>((a, b) => (a === undefined || measure(b) > measure(a) ? b : a), undefined);
}

/** How it was made; of several forecasts only where. */
function madeSegments(series: SeriesForecast[], formats: SeriesFormats): Segment[] {
  const made = series as WithResult[];
  const trainings = made.flatMap(({ result }) => result.report.training ?? []);
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
      .map(({ key, result }) => ({ id: 'trained', text: describeTraining(result.report, formats(key)) })),
    ...(trainings.length > 0 ? [device] : []),
  ];
}

function warningSegments(forecast: PanelForecast): Segment[] {
  const { error, warnings } = forecast;
  // Where a forecast is drawn, the failure to renew it stands beside its age.
  const failure = error && panelState(forecast) !== 'failed' ? [describeError(error)] : [];
  return [...failure, ...warnings].map((text, index) => ({
    id: `warning-${index}`,
    text,
    tone: 'warning',
    icon: 'exclamation-triangle',
    isLong: true,
  }));
}

function noteSegments({ omitted, notes, problems, series }: PanelForecast): Segment[] {
  const sentences = [
    ...problems.map(describeError),
    ...notes,
    ...(omitted > 0 ? [`Forecasting the first ${series.length} of ${series.length + omitted} series`] : []),
    ...(series.length === 1 ? (series[0].result?.report.notes ?? []) : []),
  ];
  return sentences.map((text, index) => ({ id: `note-${index}`, text, icon: 'info-circle', isLong: true }));
}

function progressOf(series: SeriesForecast[]): Summary['progress'] {
  if (!series.some(isBusy)) {
    return undefined;
  }
  const shares = series.map(({ phase }) => {
    if (phase.kind === 'training') {
      return phase.progress.epoch / phase.progress.epochs;
    }
    return phase.kind === 'queued' || phase.kind === 'starting' ? 0 : 1;
  });
  return { share: shares.reduce((sum, share) => sum + share, 0) / shares.length };
}
