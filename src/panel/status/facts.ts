import { type PanelForecast, anomaliesOf, panelState, shownResult } from '../session';

/**
 * The state of the panel for machines: data attributes of its root, read by browser tests and inspectors.
 * With several series they tell of the first, `data-anomalies` and `data-breaches` of all.
 */
export function panelFacts(forecast: PanelForecast): Record<`data-${string}`, string | number | undefined> {
  const drawn = forecast.series.flatMap((series) => series.drawn ?? []);
  const [first] = drawn;
  const report = first?.result.report;
  return {
    'data-state': panelState(forecast),
    'data-source': report?.source,
    'data-series': forecast.series.length,
    'data-anomalies': forecast.series.reduce((sum, series) => sum + anomaliesOf(series).length, 0),
    'data-breaches': forecast.series.reduce((sum, series) => sum + (shownResult(series)?.breaches.length ?? 0), 0),
    'data-device': report?.training?.device,
    'data-epochs': report?.training?.epochs,
    'data-sequence-length': first?.kind === 'trained' ? first.sequenceLength : undefined,
    'data-origin': report?.origin,
    'data-step': report?.step,
    'data-points': report?.points,
  };
}
