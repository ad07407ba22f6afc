import { type DataSourceJsonData } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';
import { type StoredOptions } from '../core/options';

/**
 * One query. Names are those of Grafana's own Prometheus data source, so that a panel keeps its queries when its
 * data source changes to this one.
 */
export interface PromQuery extends DataQuery {
  /** PromQL; may hold template variables */
  expr: string;
  /** `{{label}}` template, `__auto` for the shortest name that tells the series apart, or empty for all labels */
  legendFormat?: string;
  /** minimum step, such as `15s`; may hold template variables */
  interval?: string;
  /** the step is this many times what the panel has room for: "Resolution" 1/2 is 2 */
  intervalFactor?: number;
  /** values over the time range; the default where neither is set */
  range?: boolean;
  /** values at the end of the time range */
  instant?: boolean;
  /** what the frames are for: time series where absent */
  format?: 'time_series' | 'table' | 'heatmap';
  /** asks for the exemplars of the range, too */
  exemplar?: boolean;
  /** the answer trains a model: samples that are final may come from the cache, and users' queries go first */
  history?: boolean;
  /** filters that came along from a dashboard, as in Explore; the name is that of Grafana's own data source */
  adhocFilters?: LabelFilter[];
  /** of queries whose `queryType` is `forecast` */
  forecast?: ForecastSettings;
}

/** A variable's query; `query` is the name Grafana's own Prometheus data source stores it under. */
export interface PromVariableQuery extends DataQuery {
  query: string;
}

/** A filter of a dashboard's "ad hoc filters" variable; `values` for operators of several. */
export interface LabelFilter {
  key: string;
  operator: string;
  value: string;
  values?: string[];
}

/** `queryType` of a query that is answered with a forecast, which is made in the browser. */
export const FORECAST = 'forecast';

/** A forecast as a query: options of the forecast by the names of the panel's, and what to answer. */
export interface ForecastSettings extends Partial<
  Pick<
    StoredOptions,
    'horizon' | 'history' | 'step' | 'levels' | 'lowerBound' | 'upperBound' | 'sequenceLength' | 'seriesAtOnce'
  >
> {
  /** the series with their forecasts, or when each crosses the thresholds */
  output?: 'series' | 'breaches';
  thresholds?: number[];
}

/** Series of one forecast query beyond these are left out, unless it says how many it forecasts: each is a training. */
export const USUAL_SERIES = 50;

/** A label of exemplars that names a trace; the names are those of Grafana's own Prometheus data source. */
export interface TraceLink {
  name?: string;
  /** of the trace; `${__value.raw}` stands for the label's value */
  url?: string;
  /** the data source that has the traces */
  datasourceUid?: string;
  urlDisplayLabel?: string;
}

/** Settings of the data source, visible to every user: no secret may be here. */
export interface PromOptions extends DataSourceJsonData {
  /** how often the targets are scraped, such as `15s` */
  timeInterval?: string;
  /** evaluation limit sent with each query, such as `60s` */
  queryTimeout?: string;
  httpMethod?: 'POST' | 'GET';
  /** how long Grafana's proxy waits for an answer, s */
  timeout?: number | string;
  /** how long samples may take to arrive, such as `10m`; the name is that of Grafana's own Prometheus data source */
  incrementalQueryOverlapWindow?: string;
  /** ranges of dashboards come through the cache of histories, too */
  incrementalQuerying?: boolean;
  /** bytes of histories that a browser keeps, in MB */
  historyCacheMb?: number | string;
  /** changes whenever what the URL answers may have changed: histories fetched before are no longer used */
  historyEpoch?: number;
  /** sent with each query, such as `max_source_resolution=5m&dedup=true` */
  customQueryParameters?: string;
  /** another data source that is asked instead of the URL, by its own query path */
  throughUid?: string;
  /** labels of exemplars that lead to traces */
  exemplarTraceIdDestinations?: TraceLink[];
  /** step of new queries, such as `1m` */
  defaultStep?: string;
}

export const defaultScrapeInterval = '15s';

export const defaultQuery: Pick<PromQuery, 'expr' | 'legendFormat' | 'range' | 'instant'> = {
  expr: '',
  legendFormat: '__auto',
  range: true,
  instant: false,
};

/** Labels of a series, `__name__` among them. */
export type Metric = Record<string, string>;
/** Seconds since the epoch, and the value as Prometheus writes it: `"1.5"`, `"NaN"`, `"+Inf"`. */
export type Sample = [time: number, value: string];

export interface MatrixSeries {
  metric: Metric;
  values?: Sample[];
  /** native histograms, which have no single value */
  histograms?: unknown[];
}
export interface VectorSample {
  metric: Metric;
  value?: Sample;
  histogram?: unknown;
}

export type QueryData =
  | { resultType: 'matrix'; result: MatrixSeries[] }
  | { resultType: 'vector'; result: VectorSample[] }
  | { resultType: 'scalar'; result: Sample }
  | { resultType: 'string'; result: Sample };

/** The envelope of every answer of the Prometheus API. */
export interface Answer<T> {
  data: T;
  warnings: string[];
  infos: string[];
  /** characters of the answer as it came; absent where that is not known */
  bytes?: number;
}

/** The samples of one series as frames hold them. A gap is left out. */
export interface Column {
  metric: Metric;
  /** (N) ms since the epoch, rising */
  times: number[];
  /** (N); NaN and the infinities are values of their own */
  values: number[];
  /** it has native histograms, which have no single value */
  hasHistograms?: boolean;
}

/** Answer to a range query. */
export interface RangeAnswer {
  columns: Column[];
  warnings: string[];
  infos: string[];
  /** characters of the answer as it came, 0 where that is not known */
  bytes: number;
}
