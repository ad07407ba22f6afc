import { posix } from 'node:path';
import manifest from './plugin.json';

const roles = ['Viewer', 'Editor', 'Admin'];

/**
 * How Grafana's proxy decides: the first route whose method (any, where it has none) and whose path, as a prefix of
 * the cleaned path, fit; a request that fits none passes. A route without `url` keeps the data source's own.
 */
function mayPass(role: string, method: string, path: string): boolean {
  const clean = (text: string) => posix.relative('/', posix.normalize(posix.join('/', text))) || '.';
  const route = (manifest.routes as Array<{ method?: string; path: string; reqRole: string }>).find(
    (one) => (!one.method || one.method === method) && clean(path).startsWith(clean(one.path))
  );
  return !route || roles.indexOf(role) >= roles.indexOf(route.reqRole);
}

test.each([
  ['POST', 'api/v1/query_range'],
  ['GET', 'api/v1/query_range'],
  ['POST', 'api/v1/query'],
  ['POST', 'api/v1/labels'],
  ['POST', 'api/v1/series'],
  ['GET', 'api/v1/label/__name__/values'],
  ['GET', 'api/v1/label/U__service_2e_name/values'],
  ['GET', 'api/v1/status/buildinfo'],
  ['GET', 'api/v1/rules'],
])('a viewer may %s %s', (method, path) => {
  expect(mayPass('Viewer', method, path)).toBe(true);
});

test.each([
  ['POST', 'api/v1/admin/tsdb/delete_series'],
  ['PUT', 'api/v1/admin/tsdb/snapshot'],
  ['POST', '//api//v1/./admin/tsdb/delete_series'],
  ['POST', 'api/v1/label/../admin/tsdb/delete_series'],
  ['POST', 'api/v1/%61dmin/tsdb/delete_series'],
  ['POST', '%61pi/v1/admin/tsdb/delete_series'],
  ['POST', '-/quit'],
  ['PUT', '-/reload'],
  ['POST', '/-/quit'],
  ['POST', '%2D/quit'],
  ['POST', 'api/v1/write'],
  ['POST', 'api/v1/otlp/v1/metrics'],
  ['POST', 'api/v1/push'],
  ['DELETE', 'api/v1/series'],
  ['POST', 'api/v1/rules/ns'],
  ['PUT', 'api/v1/rules/ns'],
  ['DELETE', 'api/v1/rules/ns/group'],
  ['POST', 'config/v1/rules/ns'],
  ['DELETE', 'config/v1/rules/ns'],
  ['GET', 'api/v1/status/config'],
  ['POST', 'api/v1/import'],
])('only an admin may %s %s', (method, path) => {
  expect(mayPass('Viewer', method, path)).toBe(false);
  expect(mayPass('Editor', method, path)).toBe(false);
  expect(mayPass('Admin', method, path)).toBe(true);
});

test('no route leaves for another address', () => {
  expect(manifest.routes.every((route) => !('url' in route))).toBe(true);
});
