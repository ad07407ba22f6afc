import type { ForecastOptions } from '../../core/options';
import type { ForecastResult } from '../../core/fitted';
import type { Series } from '../../core/series';
import type { PinnedModel } from '../../worker/pinning';
import type { ForecastClient, ForecastJob } from '../../worker/protocol';
import type { LiveSeries, TimeSpan } from '../frames';
import type { Clock, FetchHistory } from '../history';

/** All that the panel knows when it renders. */
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
  /** models that the dashboard holds, by series; undefined for one that cannot be read */
  pinned?: ReadonlyMap<string, PinnedModel | undefined>;
  /** someone can see the panel */
  isVisible: boolean;
}

/** Services that the session uses; tests bring their own. */
export interface SessionParts extends Clock {
  client(): ForecastClient;
  baseline(series: Series, options: ForecastOptions, thresholds: number[]): ForecastResult;
  /** resolves when the browser has had a chance to draw */
  pause(): Promise<void>;
}

/** A series' job by its two names (`ForecastJob`). */
export type JobNames = Required<Pick<ForecastJob, 'key' | 'identity'>>;

/** A network that all series of the panel share has the name of the panel alone. */
export function jobNames(
  { panelKey, identity }: Pick<SessionInput, 'panelKey' | 'identity'>,
  key: string,
  { networkFor }: Pick<ForecastOptions, 'networkFor'>
): JobNames {
  return { key: `${panelKey}/${key}`, identity: networkFor === 'panel' ? identity : `${identity}/${key}` };
}

/** Panels in sight are served first. */
export const priorityOf = (isVisible: boolean): number => (isVisible ? 0 : 1);
