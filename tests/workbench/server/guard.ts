import path from 'node:path';
import type { ProxyRoute } from './plugins';

export const ROLES = ['None', 'Viewer', 'Editor', 'Admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Grafana 12.3.0 and 12.3.1 clean a route's empty path to `.`, which is a prefix of nothing that is asked for; from
 * 12.3.2 on it is a prefix of everything.
 */
export type EmptyPath = 'fits all' | 'fits none';

/** No dot segments, no double slashes, none at either end; `.` for nothing. Percent signs are characters like others. */
function cleanRelativePath(text: string): string {
  return path.posix.relative('/', path.posix.normalize(`/${text}`)) || '.';
}

function comparable(text: string, emptyPath: EmptyPath): string {
  const clean = cleanRelativePath(text);
  return clean === '.' && text !== '.' && emptyPath === 'fits all' ? '' : clean;
}

/** A role that Grafana does not know guards nothing and may do nothing that is guarded. */
const rank = (role: string | undefined) => ROLES.indexOf(role as Role);

/**
 * Whether the guard of Grafana's data-source proxy refuses a request. The first route of this method whose path is a
 * prefix decides, by characters, not by segments; a request that fits no route passes.
 *
 * @param target what stands behind the data source's address in the proxy's path, percent-encoded as it was sent
 */
export function isDenied(
  routes: ProxyRoute[],
  method: string,
  target: string,
  role: string,
  emptyPath: EmptyPath = 'fits all'
): boolean {
  const asked = comparable(target, emptyPath);
  const route = routes.find(
    (one) =>
      (!one.method || one.method === '*' || one.method === method) && asked.startsWith(comparable(one.path, emptyPath))
  );
  return rank(route?.reqRole) > rank(role);
}
