import type { FieldConfigSource, PanelModel } from '@grafana/data';
import { StackingMode } from '@grafana/schema';
import type { FieldOptions, PanelOptions } from '../types';
import { dropUnsetThresholds } from './thresholds';

/**
 * Options of an older version as this version stores them. There has been one version so far; run on its own result
 * it changes nothing. `preview` belongs to suggestion cards and is dropped from dashboards.
 */
export function migrate(panel: Pick<PanelModel<Partial<PanelOptions>>, 'options'>): Partial<PanelOptions> {
  const { preview, ...options } = panel.options ?? {};
  return options;
}

type Previous = { options?: object; fieldConfig?: FieldConfigSource };

/**
 * Options taken over when another visualization becomes this panel. Grafana's time series hands on its legend and
 * tooltip. Grafana keeps the standard options of its field configuration; a threshold that nobody set is
 * dropped here. Grafana reads the field configuration back from `panel`, which is why it is changed in place.
 */
export function changeFrom(
  panel: Pick<PanelModel<Partial<PanelOptions>>, 'options' | 'fieldConfig'>,
  previousPluginId: string,
  previousOptions: Previous['options'],
  previousFieldConfig?: Previous['fieldConfig']
): Partial<PanelOptions> {
  dropUnsetThresholds(panel.fieldConfig, previousFieldConfig);
  if (previousPluginId !== 'timeseries' || !previousOptions) {
    return panel.options ?? {};
  }
  const { legend, tooltip } = previousOptions as Partial<PanelOptions>;
  const defaults = panel.fieldConfig?.defaults;
  if (defaults) {
    defaults.custom = keepFieldOptions(defaults.custom);
  }
  return { ...panel.options, ...(legend && { legend }), ...(tooltip && { tooltip }) };
}

/** The field options of another panel that this panel has too. Shares of 100 % become stacked values. */
function keepFieldOptions(custom: (FieldOptions & object) | undefined): FieldOptions {
  const { lineWidth, fillOpacity, thresholdsStyle, stacking, hideFrom } = custom ?? {};
  const isShare = stacking?.mode === StackingMode.Percent;
  return {
    ...(lineWidth !== undefined && { lineWidth }),
    ...(fillOpacity !== undefined && { fillOpacity }),
    ...(thresholdsStyle && { thresholdsStyle }),
    ...(stacking && { stacking: isShare ? { ...stacking, mode: StackingMode.Normal } : stacking }),
    ...(hideFrom && { hideFrom }),
  };
}
