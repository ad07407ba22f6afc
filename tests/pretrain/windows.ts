import { stepsPerDay } from '../../src/core/series/calendar';
import { createHistory } from '../../src/core/history/history';
import { fitSarx } from '../../src/core/regression/sarx';
import { createExperts, createStackedInput, STACKED_FEATURES } from '../../src/core/networks/stackedInput';
import { createTrainingWindows, type TrainingWindows } from './training/trainingWindows';
import type { Random } from '../../src/engine/model/random';
import { integer } from './corpus/draws';
import { makeSyntheticSeries } from './corpus/series';
import { addWindow, drawLeads, TRAINED_LEADS } from './training/drawWindow';

/** Days a model was fitted on, and days after them in which it forecasts: as long as a model is kept in the panel. */
const FITTED_DAYS = [14, 34] as const;
const FORECAST_DAYS = 5;

export interface Corpus {
  windows: TrainingWindows;
  /** series of each family */
  families: Record<string, number>;
}

/**
 * Windows of synthetic series. As in use, the linear model is fitted on the history alone, and forecasts are made
 * after it, so that the network learns how wrong it is on what it has not seen.
 */
export function makeCorpus(random: Random, seriesCount: number, windowsPerSeries: number): Corpus {
  const windows = createTrainingWindows(seriesCount * windowsPerSeries, TRAINED_LEADS, STACKED_FEATURES);
  const families: Record<string, number> = {};
  for (let i = 0; i < seriesCount; i++) {
    const days = integer(random, FITTED_DAYS);
    const { family, series } = makeSyntheticSeries(random, days + FORECAST_DAYS + 1);
    families[family] = (families[family] ?? 0) + 1;
    const day = stepsPerDay(series.step) ?? 1;
    const end = days * day;
    const sarx = fitSarx(createHistory(series, 'UTC', undefined, end), day, { end });
    const experts = createExperts(sarx.history, day)({ end });
    for (let w = 0; w < windowsPerSeries; w++) {
      const origin = integer(random, [end - 1, end - 1 + FORECAST_DAYS * day]);
      const leads = drawLeads(random, day);
      addWindow(windows, createStackedInput(sarx, experts, origin, leads), sarx, origin, leads);
    }
  }
  return { windows, families };
}
