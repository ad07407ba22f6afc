import {
  dateTime,
  getDefaultTimeRange,
  LoadingState,
  type DataFrame,
  type DataQueryRequest,
  type PanelProps,
} from '@grafana/data';
import { HOUR, optionsOf, T0 } from './panelFixtures';
import type { PanelOptions } from '../panel/types';

/** The last time of the day that the panel shows. */
export const ORIGIN = T0 + 23 * HOUR;
/** A daily wave, one value an hour. */
export const wave = (count: number) => Array.from({ length: count }, (_, i) => 50 + 10 * Math.sin((i * Math.PI) / 12));

/** The properties that Grafana hands a panel which shows these frames of one query. */
export function panelProps(
  series: DataFrame[],
  { options = {}, target = { datasource: { uid: 'prom' } }, id = 1 }: Partial<Handed> = {}
): PanelProps<PanelOptions> {
  const timeRange = { ...getDefaultTimeRange(), from: dateTime(T0), to: dateTime(ORIGIN) };
  const request = {
    targets: [{ refId: 'A', ...target }],
    scopedVars: {},
    panelId: id,
    range: timeRange,
    intervalMs: 60_000,
  } as unknown as DataQueryRequest;
  return {
    id,
    title: 'CPU',
    data: { state: LoadingState.Done, series, timeRange, request },
    options: { ...optionsOf(), legend: { showLegend: false }, tooltip: { mode: 'multi' }, ...options } as PanelOptions,
    timeRange,
    timeZone: 'utc',
    width: 900,
    height: 300,
    fieldConfig: { defaults: {}, overrides: [] },
    onChangeTimeRange: () => undefined,
  } as unknown as PanelProps<PanelOptions>;
}

interface Handed {
  options: Partial<PanelOptions>;
  /** of the query, beside its letter */
  target: object;
  id: number;
}
