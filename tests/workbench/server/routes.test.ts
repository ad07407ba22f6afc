import manifest from '../../../src/datasource/plugin.json';
import { isDenied, ROLES, type Role } from './guard';
import type { ProxyRoute } from './plugins';

const routes: ProxyRoute[] = manifest.routes;

type Row = [method: string, path: string];

/** What the data source asks for, and reads of the same API. */
const reads: Row[] = [
  ['POST', 'api/v1/query'],
  ['GET', 'api/v1/query'],
  ['POST', 'api/v1/query_range'],
  ['GET', 'api/v1/query_range'],
  ['POST', 'api/v1/query_exemplars'],
  ['GET', 'api/v1/query_exemplars'],
  ['POST', 'api/v1/labels'],
  ['GET', 'api/v1/labels'],
  ['POST', 'api/v1/series'],
  ['GET', 'api/v1/series'],
  ['GET', 'api/v1/label/__name__/values'],
  ['GET', 'api/v1/label/U__service_2e_name/values'],
  ['GET', 'api/v1/metadata'],
  ['GET', 'api/v1/rules'],
  ['GET', 'api/v1/alerts'],
  ['GET', 'api/v1/status/buildinfo'],
  // Grafana cleans the path that it compares.
  ['GET', '/api/v1/query'],
  ['GET', 'api//v1/./query'],
  ['GET', 'x/../api/v1/labels'],
];

/** Prometheus: admin, lifecycle, receivers, and everything else that the data source has no use for. */
const prometheus: Row[] = [
  ['POST', 'api/v1/admin/tsdb/delete_series'],
  ['PUT', 'api/v1/admin/tsdb/snapshot'],
  ['POST', 'api/v1/admin/tsdb/clean_tombstones'],
  ['POST', '//api//v1/./admin/tsdb/delete_series'],
  ['POST', 'api/v1/label/../admin/tsdb/delete_series'],
  ['POST', 'api/v1/query/../admin/tsdb/delete_series'],
  ['POST', '-/quit'],
  ['PUT', '-/reload'],
  ['POST', '/-/quit'],
  ['GET', '-/healthy'],
  ['POST', 'api/v1/write'],
  ['POST', 'api/v1/otlp/v1/metrics'],
  ['DELETE', 'api/v1/series'],
  ['PUT', 'api/v1/series'],
  ['PATCH', 'api/v1/query'],
  ['HEAD', 'api/v1/query'],
  ['OPTIONS', 'api/v1/query'],
  ['POST', 'api/v1/label/job/values'],
  ['POST', 'api/v1/metadata'],
  ['POST', 'api/v1/alerts'],
  ['POST', 'api/v1/status/buildinfo'],
  ['GET', 'api/v1/status/config'],
  ['GET', 'api/v1/status/flags'],
  ['GET', 'api/v1/targets'],
  ['GET', 'federate'],
  ['GET', 'debug/pprof/heap'],
  ['GET', 'metrics'],
  ['GET', ''],
  ['GET', '/'],
  ['GET', '.'],
  ['GET', 'api/v1/..'],
];

/** Mimir, Thanos and Cortex. */
const mimir: Row[] = [
  ['POST', 'api/v1/push'],
  ['POST', 'api/v1/push/influx/write'],
  ['POST', 'api/v1/rules/ns'],
  ['PUT', 'api/v1/rules/ns'],
  ['DELETE', 'api/v1/rules/ns/group'],
  ['POST', 'config/v1/rules/ns'],
  ['DELETE', 'config/v1/rules/ns'],
  ['DELETE', 'prometheus/config/v1/rules/ns'],
  ['DELETE', 'api/v1/alerts'],
  ['GET', 'config'],
  ['POST', 'distributor/ring'],
  ['POST', 'ingester/shutdown'],
  ['POST', 'ingester/flush'],
  ['POST', 'compactor/delete_tenant'],
  ['POST', 'otlp/v1/metrics'],
];

/** VictoriaMetrics: single node and cluster. */
const victoria: Row[] = [
  ['POST', 'write'],
  ['POST', 'influx/write'],
  ['POST', 'influx/api/v2/write'],
  ['POST', 'prometheus/api/v1/import/prometheus'],
  ['POST', 'prometheus/api/v1/write'],
  ['POST', 'api/v1/import'],
  ['POST', 'api/v1/import/csv'],
  ['POST', 'api/v2/write'],
  ['POST', 'api/put'],
  ['POST', 'opentsdb/api/put'],
  ['POST', 'datadog/api/v1/series'],
  ['POST', 'newrelic/infra/v2/metrics/events/bulk'],
  ['POST', 'zabbixconnector/api/v1/history'],
  ['GET', 'prometheus/api/v1/admin/tsdb/delete_series'],
  ['POST', 'tags/delSeries'],
  ['POST', 'graphite/tags/delSeries'],
  ['GET', 'snapshot/create'],
  ['GET', 'snapshot/delete_all'],
  ['GET', 'internal/force_merge'],
  ['GET', 'internal/force_flush'],
  ['GET', 'internal/resetRollupResultCache'],
  ['GET', 'api/v1/export'],
  ['GET', 'api/v1/export/native'],
  ['POST', 'insert/0/prometheus/api/v1/write'],
  ['GET', 'delete/0/prometheus/api/v1/admin/tsdb/delete_series'],
];

/** Percent signs are compared as they are: a server behind the proxy may decode what Grafana does not. */
const encoded: Row[] = [
  ['POST', 'api/v1/%61dmin/tsdb/delete_series'],
  ['POST', '%61pi/v1/admin/tsdb/delete_series'],
  ['POST', '%2D/quit'],
  ['POST', '%2fapi/v1/write'],
  ['POST', '%2e%2e/api/v1/write'],
  ['POST', '%5c-/quit'],
  ['GET', 'x/%2e%2e/api/v1/admin/tsdb/delete_series'],
  ['POST', 'x/%2e%2e/api/v1/admin/tsdb/delete_series'],
  ['POST', 'x/..%2f-/reload'],
  ['PUT', 'X/%2E%2E/-/reload'],
  ['POST', '0/%2e%2e/write'],
  ['POST', '_/..%2fwrite'],
  ['POST', '.well-known/%2e%2e/%2e%2e/write'],
  ['POST', '~/%2e%2e/write'],
  ['POST', '(a)/%2e%2e/write'],
  ['POST', ';/%2e%2e/write'],
  ['POST', '@x/%2e%2e/write'],
  ['POST', 'API/v1/admin/tsdb/delete_series'],
  ['DELETE', 'api/v1/query/%2e%2e/rules/ns'],
  ['PUT', 'api/v1/query/%2e%2e/admin/tsdb/snapshot'],
];

const table: Array<[least: Role, method: string, path: string]> = [
  ...reads.map((row): [Role, string, string] => ['Viewer', ...row]),
  ...[prometheus, mimir, victoria, encoded].flat().map((row): [Role, string, string] => ['Admin', ...row]),
];

describe.each(['fits all', 'fits none'] as const)('an empty path %s', (emptyPath) => {
  test.each(table)('%s and above may %s "%s"', (least, method, path) => {
    const may = ROLES.filter((role) => !isDenied(routes, method, path, role, emptyPath));
    expect(may).toEqual(ROLES.slice(ROLES.indexOf(least)));
  });

  test('whatever a path begins with, something guards it', () => {
    // What Go's `URL.EscapedPath` leaves as it is; a slash at the start is cleaned away.
    const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
    const first = printable.filter((character) => /[\w.~!$&'()*+,;=:@[\]%-]/.test(character));
    expect(first).toHaveLength(82);
    const open = first.filter((character) => !isDenied(routes, 'POST', `${character}write`, 'Editor', emptyPath));
    expect(open).toEqual([]);
  });
});

test('the table is large enough to mean something', () => {
  expect(new Set(table.map((row) => row.join(' '))).size).toBeGreaterThanOrEqual(60);
});

test('what no route closes: an allowed prefix, and a server behind it that decodes (docs/security.md)', () => {
  const behindAllowed: Row[] = [
    ['POST', 'api/v1/query/%2e%2e/admin/tsdb/delete_series'],
    ['GET', 'api/v1/label/..%2f..%2fadmin%2ftsdb%2fdelete_series'],
    // Cleaned, this is api/v1/query itself: no list of paths tells the two apart.
    ['POST', 'api/v1/query/a%2f..%2f..%2fadmin%2ftsdb%2fdelete_series%2fb/..'],
  ];
  expect(behindAllowed.filter((row) => isDenied(routes, ...row, 'Viewer'))).toEqual([]);
});

test('no route leaves for another address', () => {
  expect(routes.every((route) => !('url' in route))).toBe(true);
});
