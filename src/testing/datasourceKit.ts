import {
  CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  dateTime,
  type ScopedVars,
} from '@grafana/data';
import { setBackendSrv, setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { PrometheusDatasource } from '../datasource/datasource';
import { fakeBackend, type Reply, type SentRequest, success } from './fakeBackend';
import { type PromOptions, type PromQuery } from '../datasource/types';

/** The data source over a server that answers what a test says. */

export const hour = 3_600_000;
export const end = 1_700_000_000_000;

export function createDatasource(jsonData: PromOptions = {}, url = '/proxy') {
  return new PrometheusDatasource({
    uid: 'p',
    type: 'presage-prometheus-datasource',
    name: 'P',
    url,
    jsonData,
  } as DataSourceInstanceSettings<PromOptions>);
}

export function request(targets: Array<Partial<PromQuery>>, more: Partial<DataQueryRequest<PromQuery>> = {}) {
  const range = { from: dateTime(end - hour), to: dateTime(end), raw: { from: 'now-1h', to: 'now' } };
  return {
    requestId: 'Q1',
    interval: '15s',
    intervalMs: 15_000,
    range,
    scopedVars: {},
    app: CoreApp.Dashboard,
    timezone: 'utc',
    startTime: 0,
    targets: targets.map((target, i) => ({ refId: 'ABC'[i], ...target })),
    ...more,
  } as DataQueryRequest<PromQuery>;
}

/** Answers range queries as Prometheus does: a point at each step, its value the step's number. */
export function countingServer({ params }: SentRequest): Reply {
  const [from, to, step] = ['start', 'end', 'step'].map((name) => Number(params.get(name)));
  const values = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => [from + i * step, `${i}`]);
  return success({ resultType: 'matrix', result: [{ metric: { __name__: 'up', job: 'a' }, values }] });
}

export function serve(reply: (request: SentRequest) => Reply) {
  const { backend, sent } = fakeBackend(reply);
  setBackendSrv(backend);
  return sent;
}

export const run = (
  request: DataQueryRequest<PromQuery>,
  datasource = createDatasource()
): Promise<DataQueryResponse> => lastValueFrom(datasource.query(request));

/** A template service with the variables `$job` (web) and `$step` (2m), and more. */
export function setVariables(more: ScopedVars = {}) {
  const variables: ScopedVars = { job: { text: 'web', value: 'web' }, step: { text: '2m', value: '2m' }, ...more };
  setTemplateSrv({
    replace: (target = '', scopedVars: ScopedVars = {}, format?: (value: unknown, variable: object) => string) =>
      target.replace(/\$\{?(\w+)\}?/g, (match, name: string) => {
        const value = (scopedVars[name] ?? variables[name])?.value;
        return value === undefined ? match : format ? format(value, {}) : String(value);
      }),
  } as unknown as TemplateSrv);
}
