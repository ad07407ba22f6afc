import { LoadingState, type PanelProps } from '@grafana/data';
import { getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { forecastBaseline } from '../core/fitted/baselineForecast';
import { forecastClient } from '../worker/page/client';
import { modelFiles } from '../worker/storage/modelFiles';
import type { PanelForecast } from './forecastState';
import { thresholdsOf, type LiveSeries } from './frames';
import { describeSource, fetchHistory, groupTargets, type GetDataSource } from './history';
import { createModelTransfer, type ModelTransfer } from './modelTransfer';
import { ForecastSession } from './session';
import type { SessionInput, SessionParts } from './sessionInput';
import { ianaTimeZone } from './time';
import type { PanelOptions } from './types';

const parts: SessionParts = {
  client: forecastClient,
  baseline: forecastBaseline,
  now: Date.now,
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
  const models = createModelTransfer(session, () => told, modelFiles);
  return { session, update, models, panelKey: `panel-${++instances}` };
}

export interface Forecasting {
  forecast: PanelForecast;
  cancel(): void;
  retrain(): void;
  models: ModelTransfer;
}

/** Forecasts of the panel's series: fetched, trained and kept up to date while the panel is mounted. */
export function useForecast(
  props: Pick<PanelProps<PanelOptions>, 'data' | 'options' | 'timeRange' | 'timeZone'>,
  live: LiveSeries[],
  isVisible: boolean
): Forecasting {
  const [{ session, update, panelKey, models }] = useState(createForecasting);
  const { data, options, timeRange, timeZone } = props;
  useEffect(() => {
    if (options.preview) {
      return;
    }
    // While a query runs, its request is already new and the series are still the old ones.
    if (data.state === LoadingState.Loading) {
      return;
    }
    const { request } = data;
    const canAsk = request !== undefined && groupTargets(request) !== undefined;
    const source = describeSource(request, (text, scopedVars) => getTemplateSrv().replace(text, scopedVars));
    update({
      options,
      live,
      range: { from: timeRange.from.valueOf(), to: timeRange.to.valueOf() },
      timeZone: ianaTimeZone(timeZone),
      thresholds: (series) => thresholdsOf(series.field),
      fetch: canAsk ? (plan, signal) => fetchHistory(request, plan, getDataSource, signal) : undefined,
      source,
      panelKey,
      identity: source,
      isVisible,
    });
  }, [update, panelKey, data, live, options, timeRange, timeZone, isVisible]);
  useEffect(() => () => session.dispose(), [session]);
  const forecast = useSyncExternalStore(session.subscribe, session.getState);
  return { forecast, cancel: session.cancel, retrain: session.retrain, models };
}
