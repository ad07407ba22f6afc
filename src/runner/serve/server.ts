import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Config } from '../config';
import { messageOf } from '../http';
import { toJson } from './forecastJson';
import { type CheckLogin, createLogins } from './logins';
import { type ServiceState, collectMetrics } from './metrics';

/** Rounds without an answer of Prometheus after which the service is not ready. */
const PATIENCE = 5;
/** No request that is answered has a body. */
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * The service's HTTP: `/metrics`, `/healthy`, `/ready` and `/api/v1/forecast?name=<group>/<query>`. With a bearer token
 * in the configuration, or logins in the web configuration file, all but `/healthy` ask for one of them.
 *
 * @param state as it is when it is asked
 * @param interval seconds between rounds
 */
export function serve(
  { host, port, bearerToken, tls, users }: Config['serve'],
  interval: number,
  state: () => ServiceState
): Promise<Server> {
  const admit = createGuard(bearerToken, users);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const send = (status: number, body: string, type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' }).end(body);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return send(405, 'Only GET is answered.\n');
    }
    if (url.pathname === '/healthy') {
      return send(200, 'Presage is running.\n');
    }
    const verdict = await admit(request.headers.authorization ?? '');
    if (verdict === 'busy') {
      return send(503, 'Too many logins at once. Try again.\n');
    }
    if (verdict === 'wrong') {
      response.setHeader('WWW-Authenticate', [
        ...(users ? ['Basic realm="presage"'] : []),
        ...(bearerToken === undefined ? [] : ['Bearer']),
      ]);
      return send(401, 'This needs the bearer token of the configuration, or a login of the web configuration file.\n');
    }
    switch (url.pathname) {
      case '/ready': {
        const { counters, now, problem } = state();
        const silent = (now - counters.answeredAt) / 1000;
        const isReady = silent <= PATIENCE * interval;
        const why = Number.isNaN(silent)
          ? (problem ?? 'Prometheus has not answered yet.')
          : `Prometheus last answered ${Math.round(silent)} s ago.`;
        return send(isReady ? 200 : 503, `${why}\n`);
      }
      case '/metrics': {
        const registry = collectMetrics(state());
        return send(200, await registry.metrics(), registry.contentType);
      }
      case '/api/v1/forecast': {
        const name = url.searchParams.get('name');
        const { series } = state();
        const found = series.filter(({ query }) => name === null || query.name === name);
        if (found.length === 0 && name !== null) {
          const known = [...new Set(series.map(({ query }) => query.name))].join(', ');
          return send(
            404,
            JSON.stringify({ status: 'error', error: `No query ${name}; there are: ${known || 'none yet'}.` }),
            'application/json'
          );
        }
        return send(200, JSON.stringify({ status: 'success', data: found.map(toJson) }), 'application/json');
      }
      default:
        return send(404, 'There are /metrics, /healthy, /ready and /api/v1/forecast.\n');
    }
  };
  const listener: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(`${messageOf(error)}\n`);
    });
  };
  const limits = { maxHeaderSize: MAX_HEADER_BYTES };
  return new Promise((resolve, reject) => {
    const server = tls ? createSecureServer({ ...limits, ...tls }, listener) : createServer(limits, listener);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Lets in who has the token or a login; everybody where there is neither. */
function createGuard(token: string | undefined, users: Config['serve']['users']): CheckLogin {
  const check = users && createLogins(users);
  return async (authorization) => {
    if ((token === undefined && !check) || (token !== undefined && isSame(authorization, `Bearer ${token}`))) {
      return 'right';
    }
    return check ? check(authorization) : 'wrong';
  };
}

/** In constant time for texts of one length. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
