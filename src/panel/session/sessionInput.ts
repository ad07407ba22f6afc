import type { ForecastOptions } from '../../core/options';
import type { ForecastResult } from '../../core/fitted';
import type { Series } from '../../core/series';
import type { ForecastClient } from '../../worker/protocol';
import type { LiveSeries, TimeSpan } from '../frames';
import type { Clock, FetchHistory } from '../history';

/** What the panel knows when it renders. */
export interface SessionInput {
  /** as the dashboard stored them */
  options: unknown;
  live: LiveSeries[];
  /** the dashboard's range, ms */
  range: TimeSpan;
  /** IANA name */
  timeZone: string;
  thresholds(series: LiveSeries): number[];
  /** asks for the history; undefined where there is nobody to ask: then the visible data are the history */
  fetch?: FetchHistory;
  /** changes when queries, data source or variables do */
  source: string;
  /** names the panel within the page, and over reloads */
  panelKey: string;
  identity: string;
  /** someone can see the panel */
  isVisible: boolean;
}

/** What the session needs of the world; tests bring their own. */
export interface SessionParts extends Clock {
  client(): ForecastClient;
  baseline(series: Series, options: ForecastOptions, thresholds: number[]): ForecastResult;
  /** resolves when the browser has had a chance to draw */
  pause(): Promise<void>;
}

/** Work on one series that is under way or was done. */
export interface Task {
  controller: AbortController;
  /** what is asked about the data: another question makes the answer worthless */
  question: string;
  history: Series;
  /** only what is made of the trained model depends on them */
  thresholds: string;
  isRunning: boolean;
}
