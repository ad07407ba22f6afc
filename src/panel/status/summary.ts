import { describeError, nameDevice } from '../../core/options';
import type { TimeSpan } from '../frames';
import { type PanelForecast, type SeriesForecast, isBusy, panelState } from '../session';
import { anomalySegments, breachSegments, isDrawn, madeSegments, measuredSegments } from './forecastSegments';
import type { SeriesFormats } from './formats';
import { type Headline, headline, nameShown } from './headline';
import type { Segment } from './segment';
import { describeTogether, formatLoss } from './words';

export interface Summary {
  state: Headline;
  /** by falling weight */
  segments: Segment[];
  /** of all training under way, 0..1 */
  progress?: { share: number };
}

/** The status line as data. */
export function summarise(forecast: PanelForecast, formats: SeriesFormats, range?: TimeSpan): Summary {
  const { series } = forecast;
  const drawn = series.filter(isDrawn);
  return {
    state: headline(forecast, formats),
    segments: [
      ...warningSegments(forecast),
      ...progressSegments(series),
      ...breachSegments(drawn, formats),
      ...anomalySegments(drawn, formats, range),
      ...measuredSegments(drawn, formats),
      ...noteSegments(forecast),
      ...madeSegments(drawn, formats),
    ],
    progress: progressOf(series),
  };
}

function progressSegments(series: SeriesForecast[]): Segment[] {
  const training = series.find(({ phase }) => phase.kind === 'training');
  if (training?.phase.kind !== 'training') {
    return [];
  }
  const { progress, device, together } = training.phase;
  const others = describeTogether(together);
  const shown = series.length === 1 ? nameShown(series) : undefined;
  return [
    { id: 'loss', text: `validation loss ${formatLoss(progress.validationLoss)}` },
    { id: 'training-device', text: `on ${nameDevice(device)}` },
    ...(others ? [{ id: 'together', text: others }] : []),
    ...(shown ? [{ id: 'meanwhile', text: shown }] : []),
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
    ...(series.length === 1 ? (series[0].drawn?.result.report.notes ?? []) : []),
  ];
  return sentences.map((text, index) => ({ id: `note-${index}`, text, icon: 'info-circle', isLong: true }));
}

/** All that the line says, cut short nowhere. */
export function fullText({ state, segments }: Summary): string {
  const parts = [state.text, ...segments.map(({ text, detail }) => detail ?? text)];
  return parts.map((text) => (text.endsWith('.') ? text.slice(0, -1) : text)).join('. ');
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
