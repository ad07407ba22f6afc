import { FieldType, VisualizationSuggestionScore, type VisualizationSuggestionsSupplier } from '@grafana/data';
import type { FieldOptions, PanelOptions } from '../types';

/** Fewer rows than this are no history to speak of. */
const MIN_ROWS = 24;

/** Offers the panel for time series. A card draws the live series only: it fetches nothing and trains nothing. */
export const suggest: VisualizationSuggestionsSupplier<PanelOptions, FieldOptions> = (summary) => {
  if (!summary.hasFieldType(FieldType.time) || !summary.hasFieldType(FieldType.number)) {
    return;
  }
  if (summary.rowCountTotal < MIN_ROWS) {
    return;
  }
  return [
    {
      name: 'Presage forecast',
      description: 'Forecast bands and anomaly markers from a model trained in the browser',
      score: VisualizationSuggestionScore.OK,
      cardOptions: {
        previewModifier: (suggestion) => {
          suggestion.options = { ...suggestion.options, preview: true };
        },
      },
    },
  ];
};
