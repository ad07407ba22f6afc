import type { FieldFacts } from '../../core/bands';
import type { ForecastOptions, StoredOptions } from '../../core/options';
import type { WebConfig } from './webConfig';

/** A secret: in place, in a file, or in an environment variable. */
export type Secret = string | { file: string } | { env: string };

/** The configuration as its file holds it; `schema.ts` has the same as a JSON schema. */
export interface ConfigFile {
  prometheus: {
    url: string;
    basicAuth?: { username: string; password: Secret };
    bearerToken?: Secret;
    headers?: Record<string, Secret>;
    tls?: { caFile?: string; certFile?: string; keyFile?: string; insecureSkipVerify?: boolean };
    timeout?: string;
    scrapeInterval?: string;
  };
  interval?: string;
  refit?: string;
  timeZone?: string;
  threads?: number;
  maxSeries?: number;
  train?: boolean;
  state?: string;
  queue?: Secret;
  serve?: { listen?: string; bearerToken?: Secret };
  remoteWrite?: { url: string; headers?: Record<string, Secret>; future?: boolean };
  alerts?: {
    alertmanager?: string;
    webhook?: Secret;
    probability?: number;
    release?: number;
    rounds?: number;
    labels?: Record<string, string>;
    link?: string;
  };
  groups?: GroupFile[];
}

export interface GroupFile {
  name: string;
  labels?: Record<string, string>;
  train?: boolean;
  options?: Partial<StoredOptions>;
  queries: QueryFile[];
}

export interface QueryFile {
  name: string;
  expr: string;
  thresholds?: Array<number | Threshold>;
  unit?: string;
  min?: number;
  max?: number;
  options?: Partial<StoredOptions>;
}

/** A value that a series should not reach. */
export interface Threshold {
  value: number;
  /** the bad side; above by default */
  direction?: 'above' | 'below';
}

/** One query to forecast, with all that its forecasts depend on. */
export interface WatchedQuery {
  /** unique: `<group>/<query>` */
  name: string;
  /** PromQL without variables */
  expr: string;
  labels: Record<string, string>;
  thresholds: Array<Required<Threshold>>;
  /** what bounds the forecast where the options name no bounds */
  field: FieldFacts;
  options: ForecastOptions;
  /** an LSTM of each series is trained, as the panel does; otherwise only what needs no training forecasts */
  train: boolean;
}

/** The configuration as it is meant: durations in seconds, secrets read. */
export interface Config {
  prometheus: {
    url: string;
    /** sent with every request, those of a login among them */
    headers: Record<string, string>;
    tls?: { ca?: string; cert?: string; key?: string; rejectUnauthorized: boolean };
    /** seconds */
    timeout: number;
    scrapeInterval: number;
  };
  /** seconds between rounds */
  interval: number;
  /** seconds that a forecast is used before its series is fitted anew */
  refit: number;
  /** IANA name */
  timeZone: string;
  /** train an LSTM of each series, unless a group says otherwise */
  train: boolean;
  threads: number;
  maxSeries: number;
  /** folder; nothing outlives the process without one */
  state?: string;
  /** address of the Redis that replicas share; this process works alone without one */
  queue?: string;
  serve: { host: string; port: number; bearerToken?: string } & WebConfig;
  /** where forecasts are written to */
  remoteWrite?: { url: string; headers: Record<string, string>; future: boolean };
  alerts: AlertConfig;
  queries: WatchedQuery[];
}

export interface AlertConfig {
  alertmanager?: string;
  webhook?: string;
  /** chance of a crossing within the horizon from which an alert is raised */
  probability: number;
  /** ... and under which it is over */
  release: number;
  /** rounds in a row that either has to hold */
  rounds: number;
  labels: Record<string, string>;
  /** address of the dashboard, for the alert's link */
  link?: string;
}
