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
      // Each series has a hue of its own; Grafana's default colours all of them by their thresholds.
      [FieldConfigProperty.Color]: {
        settings: { byValueSupport: false, bySeriesSupport: true, preferThresholdsMode: false },
        defaultValue: { mode: FieldColorModeId.PaletteClassic },
      },
      // Without a threshold by default: Grafana's own default of 80 is forecast to be crossed everywhere.
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
