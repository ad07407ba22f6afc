import { describeError } from '../../core/options';
import { formatMoment } from '../frames';
import { type PanelForecast, type SeriesForecast, isBusy, panelState, runningAnomaly } from '../session';
import type { SeriesFormats } from './formats';
import type { Tone } from './segment';
import { capitalise, describePhase, nameDrawn } from './words';

/** The beginning of the status line. */
export interface Headline {
  text: string;
  tone: Tone;
  /** whole sentences, such as an error: takes as many lines as it needs */
  isSentence?: boolean;
}

/** The state of the panel: its failure, the work under way, or the forecast that is drawn. */
export function headline(forecast: PanelForecast, formats: SeriesFormats): Headline {
  const { series, error } = forecast;
  const state = panelState(forecast);
  if (error && state === 'failed') {
    return { text: describeError(error), tone: 'error', isSentence: true };
  }
  const busy = series.filter(isBusy);
  if (busy.length > 0) {
    return { text: describeProgress(busy, series.length), tone: 'busy' };
  }
  switch (state) {
    case 'fetching':
      return { text: 'Fetching the history', tone: 'busy' };
    case 'waiting':
      return { text: 'Waiting for data', tone: 'info' };
    case 'paused':
      return { text: describePhase({ kind: 'paused' }), tone: 'info' };
    case 'out-of-date':
      return series.some(({ phase }) => phase.kind === 'failed') ? settled(series) : outOfDate(series, formats);
    case 'stopped':
      return { text: ['Training stopped', nameShown(series)].filter(Boolean).join(', '), tone: 'info' };
    default:
      return settled(series);
  }
}

/** The forecast that is drawn while none is made: "showing seasonal naive"; undefined where there is none. */
export function nameShown(series: SeriesForecast[]): string | undefined {
  const drawn = series.find((one) => one.drawn)?.drawn;
  return drawn && `showing ${nameDrawn(drawn.result.report)}`;
}

function describeProgress(busy: SeriesForecast[], total: number): string {
  const current = busy.find(({ phase }) => phase.kind === 'training') ?? busy[0];
  const text = describePhase(current.phase);
  return total > 1 ? `${total - busy.length} of ${total} done. ${text}` : text;
}

/** The forecast on screen is old, and no newer one is on its way. */
function outOfDate(series: SeriesForecast[], formats: SeriesFormats): Headline {
  const drawn = series.flatMap(({ key, drawn: shown, isOutOfDate }) =>
    shown ? [{ key, isOutOfDate, origin: shown.result.report.origin }] : []
  );
  const behind = drawn.filter(({ isOutOfDate }) => isOutOfDate);
  const oldest = (behind.length > 0 ? behind : drawn).reduce((a, b) => (b.origin < a.origin ? b : a));
  const { now, timeZone } = formats(oldest.key);
  return { text: `Out of date, from ${formatMoment(oldest.origin, now, timeZone)}`, tone: 'warning' };
}

/** With no work under way: the forecast that is drawn, or why there is none. */
function settled(series: SeriesForecast[]): Headline {
  const failures = series.flatMap(({ phase }) => (phase.kind === 'failed' ? [phase.error] : []));
  if (failures.length > 0 && (series.length === 1 || failures.length === series.length)) {
    const tone = failures[0].kind === 'too-little-history' ? 'info' : 'error';
    return { text: describeError(failures[0]), tone, isSentence: true };
  }
  const reports = series.flatMap(({ drawn }) => (drawn ? [drawn.result.report] : []));
  if (series.length === 1) {
    const [report] = reports;
    const calm = report.source === 'blend' ? 'good' : 'info';
    return { text: capitalise(nameDrawn(report)), tone: runningAnomaly(series[0]) ? 'warning' : calm };
  }
  const blends = reports.filter(({ source }) => source === 'blend').length;
  const failed = failures.length > 0 ? `, ${failures.length} failed` : '';
  return {
    text: `Blend for ${blends} of ${series.length} series${failed}`,
    tone: failures.length > 0 || series.some(runningAnomaly) ? 'warning' : blends > 0 ? 'good' : 'info',
  };
}
