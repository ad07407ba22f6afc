import { type PanelForecast, chartSeries } from '../session';
import type { Past } from './pastForecasts';

/** The panel's forecasts with those of the past in the place of the newest: what is known since stays beside them. */
export function asForecast(made: PanelForecast, { drawn, phase }: Past): PanelForecast {
  const series = made.series.map((one) => ({
    ...one,
    // Preliminary answers have no markers of incidents.
    phase: {
      kind:
        phase.kind !== 'ready' && drawn.get(one.key)?.kind !== 'trained' ? ('waiting' as const) : ('ready' as const),
    },
    drawn: drawn.get(one.key),
    isOutOfDate: false,
    lengthEffect: undefined,
  }));
  return { ...made, series, charted: chartSeries(series, { series: [], charted: [] }) };
}
