import { type PanelForecast, type SeriesPhase, isBusy } from './forecastState';

export type PanelState =
  'waiting' | 'fetching' | 'learning' | 'training' | 'paused' | 'stopped' | 'ready' | 'out-of-date' | 'failed';

/** One word for the whole panel; the least finished series decides, and a failure only when nothing else goes on. */
export function panelState(forecast: PanelForecast): PanelState {
  const { series } = forecast;
  const isDrawn = series.some(({ drawn }) => drawn);
  if (forecast.error && !isDrawn) {
    return 'failed';
  }
  const some = (kind: SeriesPhase['kind']) => series.some(({ phase }) => phase.kind === kind);
  if (series.some(isBusy)) {
    return 'training';
  }
  if (forecast.error || series.some((one) => one.isOutOfDate && one.phase.kind !== 'ready')) {
    return 'out-of-date';
  }
  if (forecast.isFetching && !isDrawn) {
    return 'fetching';
  }
  if (some('paused')) {
    return 'paused';
  }
  if (some('stopped')) {
    return 'stopped';
  }
  const failures = series.flatMap(({ phase }) => (phase.kind === 'failed' ? [phase.error] : []));
  if (failures.length > 0 && failures.length === series.length) {
    return failures.every(({ kind }) => kind === 'too-little-history') ? 'learning' : 'failed';
  }
  return series.length > 0 && !some('waiting') ? 'ready' : 'waiting';
}
