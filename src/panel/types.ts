import {
  GraphThresholdsStyleMode,
  StackingMode,
  type OptionsWithLegend,
  type OptionsWithTooltip,
  type GraphThresholdsStyleConfig,
  type StackingConfig,
} from '@grafana/schema';
import type { StoredOptions } from '../core/options';

/** Options of this panel in a dashboard's JSON: those of the option table, flat, and Grafana's common ones. */
export interface PanelOptions extends StoredOptions, OptionsWithLegend, OptionsWithTooltip {
  /** the options pane shows the rows that are "advanced" too */
  showAdvanced?: boolean;
  /** models that travel with the dashboard, by the key of their series; undefined for one that was taken away */
  pinnedModels?: Record<string, string | undefined>;
  /** set in a suggestion card, never in a dashboard: draw, but fetch no history and train nothing */
  preview?: boolean;
}

/** Thresholds that are set are drawn, and watched, unless the user says otherwise. */
export const DEFAULT_THRESHOLDS_STYLE: GraphThresholdsStyleConfig = { mode: GraphThresholdsStyleMode.Dashed };

/** The panel's own part of a field's configuration (`field.config.custom`). */
export interface FieldOptions {
  lineWidth?: number;
  fillOpacity?: number;
  thresholdsStyle?: GraphThresholdsStyleConfig;
  /** series of one group lie on each other */
  stacking?: Partial<StackingConfig>;
  /** written by Grafana when a legend entry is clicked */
  hideFrom?: { viz?: boolean; legend?: boolean; tooltip?: boolean };
}

/** The stack of a series; undefined where it stands alone. Shares of 100 % have no forecast: they are stacked as values. */
export function stackOf({ stacking }: FieldOptions): string | undefined {
  const isStacked = stacking?.mode === StackingMode.Normal || stacking?.mode === StackingMode.Percent;
  return isStacked ? (stacking.group ?? 'A') : undefined;
}
