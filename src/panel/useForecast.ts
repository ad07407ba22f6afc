import { LoadingState, type DataFrame, type DataQueryRequest, type PanelProps } from '@grafana/data';
import { config, getDataSourceSrv, getTemplateSrv, locationService } from '@grafana/runtime';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { thresholdsOf } from '../core/breaches';
import { forecastBaseline } from '../core/fitted';
import { ianaTimeZone } from '../core/series';
import { forecastClient } from '../worker/page';
import { attachForecast, attachedForecast, encodeForecasts, isSnapshot, isSnapshotPage } from './snapshot';
import {
  ForecastSession,
  type ModelTransfer,
  type PanelForecast,
  type SessionInput,
  type SessionParts,
  createModelTransfer,
  nothing,
} from './session';
import type { LiveSeries } from './frames';
import { type GetDataSource, describeSource, fetchHistory, groupTargets, rehearse } from './history';
import { type Explain, createExplain } from './importance';
import { PastForecasts } from './past';
import { pinnedOf } from './pins';
import { Tuner } from './tuning';
import type { PanelOptions } from './types';

const parts: SessionParts = {
  client: forecastClient,
  baseline: forecastBaseline,
  now: Date.now,
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
};

const getDataSource: GetDataSource = (ref, scopedVars) => getDataSourceSrv().get(ref, scopedVars);

let instances = 0;

function createForecasting() {
  const session = new ForecastSession(parts);
  let told: SessionInput | undefined;
  const update = (input: SessionInput) => {
    told = input;
    session.update(input);
  };
  const tuner = new Tuner({ client: forecastClient, questionOf: session.questionOf, after: parts.after });
  const past = new PastForecasts({
    ...parts,
    keys: () => session.getState().series.flatMap(({ key, history }) => (history ? [key] : [])),
    questionOf: session.questionOf,
  });
  const models = createModelTransfer(
    session,
    () => told,
    async () => (await import('../worker/files')).modelFiles()
  );
  const explain = createExplain({
    client: forecastClient,
    questionOf: session.questionOf,
    panelOf: session.panelOf,
  });
  return { session, update, models, tuner, past, explain, panelKey: `panel-${++instances}` };
}

export interface Forecasting {
  forecast: PanelForecast;
  /** the question that the forecasts answer */
  source: string;
  cancel(): void;
  /** these are absent where nothing is trained */
  retrain?(): void;
  models?: ModelTransfer;
  tuner?: Tuner;
  explain?: Explain;
  past?: PastForecasts;
  /** keeps what is drawn where a snapshot finds it; absent where nothing is made here */
  keep?(drawn: PanelForecast): void;
}

const emptySnapshot: PanelForecast = { ...nothing, error: { kind: 'no-forecast-held' } };

/**
 * Forecasts of the panel's series: fetched, trained and kept up to date while the panel is mounted. In a snapshot they
 * are those that its author saw.
 */
export function useForecast(
  props: Pick<PanelProps<PanelOptions>, 'id' | 'data' | 'options' | 'timeRange' | 'timeZone'>,
  live: LiveSeries[],
  isVisible: boolean
): Forecasting {
  const [{ session, update, panelKey, models, tuner, past, explain }] = useState(createForecasting);
  const { id, data, options, timeRange, timeZone } = props;
  const { request, series: frames } = data;
  const source = useMemo(
    () => describeSource(request, frames, (text, scopedVars) => getTemplateSrv().replace(text, scopedVars)),
    [request, frames]
  );
  const isLoading = data.state === LoadingState.Loading;
  const [asked, setAsked] = useState(source);
  if (!isLoading && asked !== source) {
    setAsked(source);
  }
  const pinned = useMemo(() => pinnedOf(options.pinnedModels), [options.pinnedModels]);
  const held = useMemo(() => heldForecast(request, frames, id), [request, frames, id]);
  useEffect(() => {
    if (options.preview || held) {
      return;
    }
    // While a query runs, its request is already new and the series are still the old ones.
    if (isLoading) {
      return;
    }
    // A public dashboard lets nobody ask for more than it shows.
    const canAsk = request !== undefined && groupTargets(request) !== undefined && !config.publicDashboardAccessToken;
    if (canAsk) {
      rehearse()(forecastBaseline);
    }
    update({
      options,
      live,
      range: { from: timeRange.from.valueOf(), to: timeRange.to.valueOf() },
      timeZone: ianaTimeZone(timeZone),
      thresholds: (series) => thresholdsOf(series.field.config),
      fetch: canAsk
        ? (plan, signal, tellShare) => fetchHistory({ request, frames }, plan, getDataSource, signal, tellShare)
        : undefined,
      source,
      panelKey,
      identity: source,
      isVisible,
      pinned,
    });
  }, [
    update,
    panelKey,
    isLoading,
    source,
    request,
    frames,
    held,
    live,
    options,
    timeRange,
    timeZone,
    isVisible,
    pinned,
  ]);
  useEffect(
    () => () => {
      session.dispose();
      tuner.stop();
      past.leave();
    },
    [session, tuner, past]
  );
  const forecast = useSyncExternalStore(session.subscribe, session.getState);
  const keep = useCallback(
    ({ series }: PanelForecast) => {
      if (!options.preview) {
        const range = { from: timeRange.from.valueOf(), to: timeRange.to.valueOf() };
        attachForecast(frames, id, encodeForecasts(series, range));
      }
    },
    [frames, id, options.preview, timeRange]
  );
  return held
    ? { forecast: held, source: asked, cancel: session.cancel }
    : { forecast, source: asked, cancel: session.cancel, retrain: session.retrain, models, tuner, past, explain, keep };
}

/** The forecast that a snapshot holds; undefined where forecasts are made here. */
function heldForecast(
  request: DataQueryRequest | undefined,
  frames: DataFrame[],
  panel: number
): PanelForecast | undefined {
  if (!isSnapshot(request)) {
    return undefined;
  }
  const isPage = isSnapshotPage(locationService.getLocation().pathname);
  return attachedForecast(frames, panel) ?? (isPage && frames.length > 0 ? emptySnapshot : undefined);
}
