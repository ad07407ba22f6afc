import { type PanelForecast, chartSeries } from '../session';
import type { Past, PastPhase } from './pastForecasts';

/**
 * The panel's forecasts with those of the past in the place of the newest: what is known since stays beside them. Until
 * there is any, the newest stay.
 */
export function asForecast(made: PanelForecast, drawn: Past['drawn'], phase: PastPhase['kind']): PanelForecast {
  const isEmpty = phase === 'forecasting' && drawn.size === 0;
  const series = made.series.map((one) => {
    const shown = isEmpty ? one.drawn : drawn.get(one.key);
    // Preliminary answers have no markers of incidents.
    const isWaiting = phase !== 'ready' && shown?.kind !== 'trained';
    const kind = isWaiting ? ('waiting' as const) : ('ready' as const);
    return { ...one, phase: { kind }, drawn: shown, isOutOfDate: false, lengthEffect: undefined, pin: undefined };
  });
  return { ...made, series, charted: chartSeries(series, { series: [], charted: [] }) };
}
