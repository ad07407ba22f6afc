import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import path from 'node:path';
import { readBody, sendJson, type Call } from './http';
import type { ProxyRoute } from './plugins';
import type { DataSource } from './provisioning';

const RANK: Record<string, number> = { Viewer: 0, Editor: 1, Admin: 2 };

/** Grafana's guard: the first route with this method whose path is a prefix decides; without one, all may pass. */
export function isDenied(routes: ProxyRoute[], method: string, target: string, role: string): boolean {
  const clean = path.posix.normalize(`/${target}`).slice(1);
  const route = routes.find((r) => (!r.method || r.method === '*' || r.method === method) && clean.startsWith(r.path));
  return route?.reqRole !== undefined && RANK[role] < RANK[route.reqRole];
}

const without = (headers: IncomingHttpHeaders, names: string[]): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

/** Headers for the data source: the browser's own less cookies and hop-by-hop ones, plus the configured logins. */
export function proxyHeaders(headers: IncomingHttpHeaders, source: DataSource): OutgoingHttpHeaders {
  const dropped = [
    'cookie',
    'host',
    'connection',
    'origin',
    'referer',
    'authorization',
    'content-length',
    'accept-encoding',
  ];
  const kept = without(headers, dropped);
  if (source.basicAuth) {
    const login = `${source.basicAuthUser}:${source.secureJsonData.basicAuthPassword ?? ''}`;
    kept.authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  }
  for (const [key, name] of Object.entries(source.jsonData)) {
    const number = /^httpHeaderName(\d+)$/.exec(key)?.[1];
    if (number && typeof name === 'string') {
      kept[name.toLowerCase()] = source.secureJsonData[`httpHeaderValue${number}`] ?? '';
    }
  }
  return kept;
}

/** The TLS settings of the data source's page. */
function tlsOptions({ jsonData, secureJsonData }: DataSource) {
  return {
    rejectUnauthorized: !jsonData.tlsSkipVerify,
    ...(jsonData.tlsAuthWithCACert ? { ca: secureJsonData.tlsCACert } : {}),
    ...(jsonData.tlsAuth ? { cert: secureJsonData.tlsClientCert, key: secureJsonData.tlsClientKey } : {}),
    ...(jsonData.serverName ? { servername: String(jsonData.serverName) } : {}),
  };
}

const TIMEOUT_MS = 30_000;

/** Forwards one call to the data source, as Grafana's data-source proxy does. */
export async function proxy(call: Call, source: DataSource, routes: ProxyRoute[], target: string, role: string) {
  const { response, method, request } = call;
  if (isDenied(routes, method, target, role)) {
    return sendJson(response, 403, { message: 'plugin proxy route access denied' });
  }
  const url = new URL(`${source.url.replace(/\/+$/, '')}/${target}${call.url.search}`);
  const body = await readBody(request);
  const headers = { ...proxyHeaders(request.headers, source), 'content-length': body.length };
  const timeout = (Number(source.jsonData.timeout) || TIMEOUT_MS / 1000) * 1000;
  await new Promise<void>((resolve) => {
    const isSecure = url.protocol === 'https:';
    const start = isSecure ? httpsRequest : httpRequest;
    const options = { method, headers, timeout, ...(isSecure ? tlsOptions(source) : {}) };
    const outgoing = start(url, options, (answer) => {
      if (answer.statusCode === 401) {
        // Otherwise the browser would take it for the end of its own session.
        answer.resume();
        response.writeHead(400, { 'content-type': 'text/plain' }).end('Authentication to data source failed');
      } else {
        const headers = without(answer.headers, ['connection', 'set-cookie', 'transfer-encoding']);
        response.writeHead(answer.statusCode ?? 502, headers);
        answer.pipe(response);
      }
      answer.on('end', resolve);
      answer.on('error', () => resolve());
    });
    outgoing.on('timeout', () => outgoing.destroy(Object.assign(new Error('timeout'), { timedOut: true })));
    outgoing.on('error', (error: Error & { timedOut?: boolean }) => {
      if (!response.headersSent) {
        response.writeHead(error.timedOut ? 504 : 502);
      }
      response.end();
      resolve();
    });
    response.on('close', () => outgoing.destroy());
    outgoing.end(body);
  });
}
