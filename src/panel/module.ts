import './publicPath';
import '../worker/realm';
import { FieldColorModeId, FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { SortOrder, TooltipDisplayMode } from '@grafana/schema';
import { commonOptionsBuilder } from '@grafana/ui';
import { addFieldOptions, addForecastOptions, changeFrom, migrate, suggest } from './options';
import { ForecastPanel } from './ForecastPanel';
import type { FieldOptions, PanelOptions } from './types';

export const plugin = new PanelPlugin<PanelOptions, FieldOptions>(ForecastPanel)
  .useFieldConfig({
    standardOptions: {
      // A hue a series. Grafana's own default would colour them all by their thresholds.
      [FieldConfigProperty.Color]: {
        settings: { byValueSupport: false, bySeriesSupport: true, preferThresholdsMode: false },
        defaultValue: { mode: FieldColorModeId.PaletteClassic },
      },
      // No limit unless one is asked for: Grafana's own default of 80 would be forecast to be crossed everywhere.
      [FieldConfigProperty.Thresholds]: {
        defaultValue: { mode: 'absolute', steps: [{ value: -Infinity, color: 'green' }] },
      },
    },
    useCustomConfig: addFieldOptions,
  })
  .setPanelOptions((builder) => {
    addForecastOptions(builder);
    commonOptionsBuilder.addTooltipOptions(builder, false, false, {
      tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.None },
    });
    commonOptionsBuilder.addLegendOptions(builder);
  })
  .setMigrationHandler(migrate)
  .setPanelChangeHandler(changeFrom)
  .setSuggestionsSupplier(suggest)
  .setDataSupport({ annotations: true, alertStates: true });
