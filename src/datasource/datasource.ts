import {
  type AdHocVariableFilter,
  CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceInstanceSettings,
  dateTime,
  getDefaultTimeRange,
  type LegacyMetricFindQueryOptions,
  LoadingState,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
  type TimeRange,
} from '@grafana/data';
import { config, getBackendSrv, getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';
import { Observable } from 'rxjs';
import { annotationSupport } from './annotations';
import { parsePromDuration, timeValues } from '../core/promql';
import { say } from '../language';
import { type Client, type OtherSource, PrometheusClient, RelayClient, checkHealth } from './api';
import { type ExemplarSource, traceLinks } from './exemplars';
import { HistoryReader, Lane, historyStore, wait } from './history';
import {
  type RangeOptions,
  type RangeSource,
  type Replace,
  findValues,
  interpolateExpr,
  parseVariableQuery,
  resolveQuery,
  runQuery,
  variableText,
  withFilters,
} from './query';
import { isCancelled, mergeAnswers, shareResponse, toResponse } from './responses';
import { readSettings, type Settings } from './settings';
import {
  defaultQuery,
  FORECAST,
  type ForecastSettings,
  type LabelFilter,
  type PromOptions,
  type PromQuery,
} from './types';
import { PromVariableSupport } from './variables';

/** Prometheus behind Grafana's proxy. */
export class PrometheusDatasource extends DataSourceApi<PromQuery, PromOptions> {
  readonly client: Client;
  readonly annotations = annotationSupport;
  readonly variables = new PromVariableSupport(this);
  private readonly settings: Settings;
  private readonly scrapeInterval: number;
  private readonly source: RangeSource & ExemplarSource;

  constructor(instance: DataSourceInstanceSettings<PromOptions>) {
    super(instance);
    const settings = readSettings(instance.jsonData ?? {});
    this.settings = settings;
    this.client = settings.throughUid
      ? new RelayClient(() => findOther(settings.throughUid!, instance.uid))
      : new PrometheusClient(getBackendSrv, instance.url, settings.method, settings.patience);
    // Grafana reads `interval` as the smallest step of every panel.
    this.interval = settings.scrapeInterval;
    this.scrapeInterval = parsePromDuration(this.interval) ?? NaN;
    const lane = new Lane();
    this.source = {
      client: this.client,
      lane,
      history: new HistoryReader({ store: historyStore(), lane, now: Date.now, wait, late: settings.lateMs }),
      entryOf: (expr, step) => ({
        source: this.uid,
        key: entryKey(this.uid, settings, expr, step),
        limit: settings.cacheBytes,
      }),
      params: settings.params,
      linksOf: (label) => traceLinks(settings.traceLinks, label, nameOf),
    };
  }

  getDefaultQuery(app: CoreApp): Partial<PromQuery> {
    const interval = this.settings.defaultStep;
    return { ...defaultQuery, instant: app === CoreApp.Explore, ...(interval && { interval }) };
  }

  filterQuery(query: PromQuery): boolean {
    return !query.hide && Boolean(query.expr?.trim());
  }

  getQueryDisplayText(query: PromQuery): string {
    return query.expr ?? '';
  }

  /**
   * Runs all targets. One that fails does not blank the others: its error stands beside the data of those that
   * worked. A forecast is answered several times, each time better. Unsubscribing aborts what is under way.
   */
  query(request: DataQueryRequest<PromQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.filter((query) => this.filterQuery(query));
    const forecasts = targets.filter(({ queryType }) => queryType === FORECAST);
    const others = targets.filter(({ queryType }) => queryType !== FORECAST);
    return forecasts.length > 0
      ? mergeAnswers([
          ...(others.length > 0 ? [this.queryAll(others, request)] : []),
          ...forecasts.map((query) => this.queryForecast(query, request)),
        ])
      : this.queryAll(others, request);
  }

  private queryAll(targets: PromQuery[], request: DataQueryRequest<PromQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const abort = new AbortController();
      // Our panel reads it; others ask for no history.
      const tell = ({ refId, history }: PromQuery) =>
        history ? (share: number) => subscriber.next(shareResponse(refId, share)) : undefined;
      Promise.allSettled(
        targets.map((query) => this.runTarget(query, request, { signal: abort.signal, onShare: tell(query) }))
      ).then((outcomes) => {
        // A newer request took this one's place: its answer is what counts.
        if (!outcomes.some(isCancelled)) {
          subscriber.next(toResponse(outcomes, targets));
        }
        subscriber.complete();
      });
      return () => abort.abort();
    });
  }

  private queryForecast(query: PromQuery, request: DataQueryRequest<PromQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const abort = new AbortController();
      const { signal } = abort;
      const run = async () => {
        const { forecastQuery, planForecast } = await import('./forecast');
        const settings = replaceIn(query.forecast, request.scopedVars);
        const plan = planForecast(settings, request.range.to.valueOf(), Date.now());
        // Its variables of time are those of its own history: a zoom asks for nothing else.
        const { refId, expr, name, legendFormat } = await this.resolve(query, {
          ...request,
          range: toTimeRange(plan.range),
          intervalMs: 1000 * plan.range.step,
        });
        const ask = { refId, expr, name, legendFormat, plan, timeZone: request.timezone };
        const options = {
          signal,
          requestId: `${request.requestId}-${refId}`,
          hideFromInspector: request.hideFromInspector,
        };
        await forecastQuery(this.source, ask, options, (data, isLast) =>
          subscriber.next({ key: refId, data, state: isLast ? LoadingState.Done : LoadingState.Loading })
        );
      };
      run()
        .catch((reason: unknown) => {
          const outcome = { status: 'rejected' as const, reason };
          if (!isCancelled(outcome)) {
            subscriber.next({ ...toResponse([outcome], [query]), key: query.refId });
          }
        })
        .finally(() => subscriber.complete());
      return () => abort.abort();
    });
  }

  interpolateVariablesInQueries(
    queries: PromQuery[],
    scopedVars: ScopedVars,
    filters: AdHocVariableFilter[] = []
  ): PromQuery[] {
    return queries.map((query) => ({
      ...query,
      // The grammar that would write them into the expression is not loaded yet: they travel beside it.
      ...(filters.length > 0 && { adhocFilters: filters }),
      datasource: this.getRef(),
      expr: this.interpolateExpr(query.expr, scopedVars),
      interval: query.interval && replace(query.interval, scopedVars),
      legendFormat: query.legendFormat && replace(query.legendFormat, scopedVars),
      ...(query.forecast && { forecast: replaceIn(query.forecast, scopedVars) }),
    }));
  }

  /** The PromQL with all variables replaced. */
  interpolateExpr(expr: string, scopedVars: ScopedVars): string {
    return interpolateExpr(expr, {}, scopedVars, replace);
  }

  testDatasource(): Promise<TestDataSourceResponse> {
    return checkHealth(this.client);
  }

  /** Values for a dashboard variable. */
  async metricFindQuery(query: unknown, options: LegacyMetricFindQueryOptions = {}): Promise<MetricFindValue[]> {
    const { range = getDefaultTimeRange(), scopedVars = {} } = options;
    const from = range.from.valueOf();
    const to = range.to.valueOf();
    const times = timeValues(this.scrapeInterval, this.scrapeInterval, to - from);
    const question = parseVariableQuery(interpolateExpr(variableText(query), times, scopedVars, replace));
    return question ? findValues(this.client, question, { start: from / 1000, end: to / 1000 }) : [];
  }

  /** Keeps the PromQL of a panel that comes from Grafana's own Prometheus data source. */
  async importQueries(queries: DataQuery[]): Promise<PromQuery[]> {
    return queries.flatMap((query) =>
      'expr' in query && typeof query.expr === 'string' ? [{ ...defaultQuery, ...query, expr: query.expr }] : []
    );
  }

  /** Names of labels, for ad hoc filters. */
  async getTagKeys({ timeRange }: { timeRange?: TimeRange } = {}): Promise<MetricFindValue[]> {
    return this.metricFindQuery('label_names()', { range: timeRange });
  }

  /** Values of a label, for ad hoc filters. */
  async getTagValues({ key, timeRange }: { key: string; timeRange?: TimeRange }): Promise<MetricFindValue[]> {
    return this.metricFindQuery(`label_values(${key})`, { range: timeRange });
  }

  /** The query without variables, and with the dashboard's filters in its expression. */
  private async resolve(query: PromQuery, request: DataQueryRequest<PromQuery>) {
    const resolved = resolveQuery(query, request, this.scrapeInterval, replace);
    return { ...resolved, expr: await withFilters(resolved.expr, filtersOf(query, request)) };
  }

  private async runTarget(query: PromQuery, request: DataQueryRequest<PromQuery>, told: RangeOptions) {
    const filters = filtersOf(query, request);
    const resolved = resolveQuery(query, request, this.scrapeInterval, replace);
    // What needs no waiting is asked at once.
    const expr = filters.length > 0 ? await withFilters(resolved.expr, filters) : resolved.expr;
    const requestId = `${request.requestId}-${query.refId}`;
    const { hideFromInspector } = request;
    const isHistory = resolved.isHistory || this.settings.cachesAll;
    return runQuery(this.source, { ...resolved, expr, isHistory }, { ...told, requestId, hideFromInspector });
  }
}

const filtersOf = (query: PromQuery, { filters = [] }: DataQueryRequest<PromQuery>): LabelFilter[] => [
  ...(query.adhocFilters ?? []),
  ...filters,
];

/** @throws Error where a data source would ask itself */
async function findOther(uid: string, own: string): Promise<OtherSource> {
  if (uid === own) {
    throw new Error(say('This data source is set to ask through itself. Choose another one in its settings.'));
  }
  return getDataSourceSrv().get({ uid });
}

const nameOf = (uid: string) => getDataSourceSrv().getInstanceSettings(uid)?.name;

/** All that an answer depends on: who asks, too, as Prometheus may be asked with the user's own login. */
function entryKey(uid: string, { params, epoch }: Settings, expr: string, step: number): string {
  const { id, orgId } = config.bootData?.user ?? {};
  return JSON.stringify([uid, orgId, id, epoch, params, step, expr]);
}

/** @param range seconds */
function toTimeRange({ start, end }: { start: number; end: number }): TimeRange {
  const [from, to] = [dateTime(1000 * start), dateTime(1000 * end)];
  return { from, to, raw: { from, to } };
}

/** Options of a forecast with the dashboard's variables replaced in their texts. */
function replaceIn(settings: ForecastSettings = {}, scopedVars: ScopedVars): ForecastSettings {
  const entries = Object.entries(settings).map(([name, value]) => [
    name,
    typeof value === 'string' ? replace(value, scopedVars) : value,
  ]);
  return Object.fromEntries(entries);
}

const replace: Replace = (text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format);
