import type { DrawnForecast, SeriesForecast } from '../session';

/** A series with a forecast on screen. */
export type Drawn = SeriesForecast & { drawn: DrawnForecast };

export const isDrawn = (series: SeriesForecast): series is Drawn => series.drawn !== undefined;
