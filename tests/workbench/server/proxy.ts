import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isDenied } from './guard';
import { readBody, sendJson, type Call } from './http';
import type { ProxyRoute } from './plugins';
import type { DataSource } from './provisioning';

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

const TIMEOUT_S = 30;

/** The data source's url, plain http where it does not say; undefined where it cannot be read. */
function readUrl(url: string): URL | undefined {
  try {
    return new URL(/^[^:]*:\/\//.test(url) ? url : `http://${url}`);
  } catch {
    return undefined;
  }
}

/** The path is joined as it was sent, with its dot segments and percent signs. */
function joinPath(base: URL, target: string, request: IncomingMessage): string {
  const search = /\?.*$/s.exec(request.url ?? '')?.[0] ?? '';
  return `${base.pathname.replace(/\/$/, '')}/${target.replace(/^\//, '')}${search}`;
}

/**
 * Forwards one call to the data source, as Grafana's data-source proxy does: a connection that is refused, a host that
 * is missing and an answer whose head does not come in time all are a 502 without a word.
 */
export async function proxy(call: Call, source: DataSource, routes: ProxyRoute[], target: string, role: string) {
  const { response, method, request } = call;
  if (isDenied(routes, method, target, role)) {
    return sendJson(response, 403, { message: 'plugin proxy route access denied' });
  }
  if (source.url.trim() === '') {
    return void response.writeHead(502).end();
  }
  const base = readUrl(source.url);
  if (!base) {
    return sendJson(response, 400, { message: `Invalid data source URL: ${JSON.stringify(source.url)}` });
  }
  const path = joinPath(base, target, request);
  const body = await readBody(request);
  const headers = { ...proxyHeaders(request.headers, source), 'content-length': body.length };
  await new Promise<void>((resolve) => {
    const isSecure = base.protocol === 'https:';
    const start = isSecure ? httpsRequest : httpRequest;
    const outgoing = start(base, { method, headers, path, ...(isSecure ? tlsOptions(source) : {}) }, (answer) => {
      clearTimeout(timer);
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
    const timer = setTimeout(() => outgoing.destroy(), (Number(source.jsonData.timeout) || TIMEOUT_S) * 1000);
    outgoing.on('error', () => {
      clearTimeout(timer);
      if (!response.headersSent) {
        response.writeHead(502);
      }
      response.end();
      resolve();
    });
    response.on('close', () => outgoing.destroy());
    outgoing.end(body);
  });
}
