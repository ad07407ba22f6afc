import { getFieldSeriesColor, type GrafanaTheme2 } from '@grafana/data';
import { FIXED_UNIT } from '@grafana/ui';
import { thresholdsOf } from '../core/breaches';
import type { DrawnSeries } from './chart';
import type { PanelForecast } from './session';
import type { LiveSeries } from './frames';
import { type FieldOptions, stackOf } from './types';

/** Live series with their forecasts, colours and styles. */
export function drawSeries(live: LiveSeries[], charted: PanelForecast['charted'], theme: GrafanaTheme2): DrawnSeries[] {
  const forecasts = new Map(charted.map((one) => [one.key, one]));
  // A single forecast is blue, as forecasts are; several can only be told apart by the hues of their series.
  const blue = theme.visualization.getColorByName(theme.isDark ? 'light-blue' : 'blue');
  return live.map((series) => {
    const { config } = series.field;
    const custom = (config.custom ?? {}) as FieldOptions;
    const color = getFieldSeriesColor(series.field, theme).color;
    const found = forecasts.get(series.key);
    return {
      live: series,
      history: found?.history,
      result: found?.result,
      scaleKey: config.unit ?? FIXED_UNIT,
      color,
      forecastColor: live.length === 1 ? blue : color,
      lineWidth: custom.lineWidth ?? 1,
      fillOpacity: custom.fillOpacity ?? 0,
      isHidden: custom.hideFrom?.viz ?? false,
      thresholds: thresholdsOf(series.field.config),
      stack: stackOf(custom),
    };
  });
}
