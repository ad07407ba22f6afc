import type { IconName } from '@grafana/ui';
import type { TimeSpan } from './time';
import { describeError } from '../core/errors';
import { isBusy, panelState, type PanelForecast, type SeriesForecast } from './forecastState';
import type { SeriesFormats } from './formats';
import {
  capitalise,
  describeAccuracy,
  describeAnomalies,
  describeBreach,
  describeCoverage,
  describePhase,
  describeTraining,
  formatLoss,
  nameDevice,
  nameSource,
} from './statusText';
import { testIds } from './testIds';

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
    state: headline(forecast),
    segments: [
      ...progressSegments(series),
      ...breachSegments(results, formats),
      ...anomalySegments(results, range),
      ...(series.length === 1 ? measuredSegments(series[0], formats) : []),
      ...noteSegments(forecast),
      ...(series.length === 1 ? madeSegments(series[0], formats) : []),
    ],
    progress: progressOf(series),
  };
}

function headline(forecast: PanelForecast): Summary['state'] {
  if (forecast.error) {
    return { text: describeError(forecast.error), tone: 'error' };
  }
  const { series } = forecast;
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
    case 'stopped':
      return { text: `Training stopped${drawnMeanwhile(series)}`, tone: 'info' };
    default:
      return settled(series);
  }
}

/** Nothing under way: what is drawn, or why nothing is. */
function settled(series: SeriesForecast[]): Summary['state'] {
  const failures = series.flatMap(({ phase }) => (phase.kind === 'failed' ? [phase.error] : []));
  if (failures.length > 0 && (series.length === 1 || failures.length === series.length)) {
    const isLearning = failures[0].kind === 'too-little-history';
    return { text: describeError(failures[0]), tone: isLearning ? 'info' : 'error' };
  }
  const sources = series.flatMap(({ result }) => (result ? [result.report.source] : []));
  if (series.length === 1) {
    const [source] = sources;
    return { text: capitalise(nameSource(source)), tone: source === 'lstm' ? 'good' : 'info' };
  }
  const lstms = sources.filter((source) => source === 'lstm').length;
  const failed = failures.length > 0 ? `, ${failures.length} failed` : '';
  return {
    text: `LSTM for ${lstms} of ${series.length} series${failed}`,
    tone: failures.length > 0 ? 'warning' : lstms > 0 ? 'good' : 'info',
  };
}

function drawnMeanwhile(series: SeriesForecast[]): string {
  const source = series.find(({ result }) => result)?.result?.report.source;
  return source ? `, showing ${nameSource(source)}` : '';
}

function progressSegments(series: SeriesForecast[]): Segment[] {
  const training = series.find(({ phase }) => phase.kind === 'training');
  if (training?.phase.kind !== 'training') {
    return [];
  }
  const { progress, device } = training.phase;
  return [
    { id: 'loss', text: `validation loss ${formatLoss(progress.validationLoss)}` },
    { id: 'training-device', text: `on ${nameDevice(device)}` },
    { id: 'meanwhile', text: series.length === 1 ? drawnMeanwhile(series).replace(/^, /, '') : '' },
  ].filter(({ text }) => text !== '');
}

function breachSegments(series: SeriesForecast[], formats: SeriesFormats): Segment[] {
  const all = series.flatMap(({ key, name, result }) =>
    result!.breaches.map((breach) => ({
      at: Number.isFinite(breach.time) ? breach.time : breach.earliest,
      text: `${series.length > 1 ? `${name}: ` : ''}${describeBreach(breach, formats(key))}`,
      isNow: breach.already ?? false,
    }))
  );
  return all
    .sort((a, b) => a.at - b.at)
    .map(({ text }, index) => ({
      id: `breach-${index}`,
      text,
      tone: 'warning',
      icon: 'exclamation-triangle',
      testId: testIds.breach,
    }));
}

function anomalySegments(series: SeriesForecast[], range: TimeSpan | undefined): Segment[] {
  const all = series.flatMap(({ result }) => result!.anomalies);
  if (!series.some(({ result }) => result!.expected.times.length > 0)) {
    return [];
  }
  const seen = range ? all.filter(({ start, end }) => end >= range.from && start <= range.to).length : all.length;
  const text = describeAnomalies(all.length) + (seen < all.length ? `, ${seen} in view` : '');
  return [{ id: 'anomalies', text, tone: seen > 0 ? 'error' : undefined, testId: testIds.anomalies }];
}

/** How good the drawn forecast is. */
function measuredSegments({ key, result }: SeriesForecast, formats: SeriesFormats): Segment[] {
  if (!result) {
    return [];
  }
  const accuracy = describeAccuracy(result.report, formats(key));
  const coverage = describeCoverage(result.report.coverage);
  const tone = accuracy?.includes('worse') ? 'warning' : undefined;
  return [
    ...(accuracy ? [{ id: 'accuracy', text: accuracy, testId: testIds.accuracy, tone } satisfies Segment] : []),
    ...(coverage ? [{ id: 'coverage', text: coverage, testId: testIds.coverage }] : []),
  ];
}

/** How it was made. */
function madeSegments({ key, result }: SeriesForecast, formats: SeriesFormats): Segment[] {
  if (!result) {
    return [];
  }
  const { training } = result.report;
  const device = training && `${nameDevice(training.device)}: ${training.deviceReason}`;
  return [
    { id: 'trained', text: describeTraining(result.report, formats(key)) },
    ...(device ? [{ id: 'device', text: device, testId: testIds.device, isLong: true }] : []),
  ];
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
