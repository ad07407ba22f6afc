import {
  FieldType,
  VisualizationSuggestionScore,
  type VisualizationSuggestion,
  type VisualizationSuggestionsSupplier,
} from '@grafana/data';
import { say } from '../../language';
import pluginInfo from '../plugin.json';
import type { FieldOptions, PanelOptions } from '../types';

/** With fewer rows than this the panel is not suggested. */
const MIN_ROWS = 24;

type Suggestion = VisualizationSuggestion<PanelOptions, FieldOptions>;

const suggestion = (): Suggestion & { name: string } => ({
  name: say('Presage forecast'),
  description: say('Forecast bands and anomaly markers from a model trained in the browser'),
  score: VisualizationSuggestionScore.OK,
  cardOptions: {
    previewModifier: (card) => {
      card.options = { ...card.options, preview: true };
    },
  },
});

/** Grafana's summary of the panel's data; 12.3 has flags in place of the method. */
interface DataSummary {
  rowCountTotal: number;
  hasFieldType?(type: FieldType): boolean;
  hasTimeField?: boolean;
  hasNumberField?: boolean;
}

function isWorthIt(summary: DataSummary): boolean {
  const hasTime = summary.hasFieldType?.(FieldType.time) ?? summary.hasTimeField ?? false;
  const hasNumber = summary.hasFieldType?.(FieldType.number) ?? summary.hasNumberField ?? false;
  return hasTime && hasNumber && summary.rowCountTotal >= MIN_ROWS;
}

/** Grafana 12.3's builder of suggestions, as far as it is used. */
interface Builder {
  dataSummary?: DataSummary;
  getListAppender?(defaults: { name: string; pluginId: string }): { append(suggestion: Suggestion): void };
}

const supply: VisualizationSuggestionsSupplier<PanelOptions, FieldOptions> = (summary) =>
  isWorthIt(summary) ? [suggestion()] : undefined;

/**
 * Offers the panel for time series. A card draws the live series only: it fetches nothing and trains nothing.
 * Grafana calls the function from 12.4 on, and its method before.
 */
export const suggest = Object.assign(supply, {
  getSuggestionsForData(builder: Builder): void {
    if (builder.dataSummary && isWorthIt(builder.dataSummary)) {
      const card = suggestion();
      builder.getListAppender?.({ name: card.name, pluginId: pluginInfo.id }).append(card);
    }
  },
});
