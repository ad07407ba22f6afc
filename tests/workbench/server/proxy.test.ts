import { request, type IncomingMessage, type Server } from 'node:http';
import manifest from '../../../src/datasource/plugin.json';
import { LOOPBACK, listen, send, type Routes } from './http';
import type { ProxyRoute } from './plugins';
import { createDataSource, type DataSource } from './provisioning';
import { proxy } from './proxy';

const routes: ProxyRoute[] = manifest.routes;

/** Sends the path as it is: `fetch` would resolve its dot segments first. */
const ask = (method: string, url: string, path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const answered = (answer: IncomingMessage) => resolve(answer.resume().statusCode);
    request(url, { method, path }, answered).on('error', reject).end();
  });

describe('proxy', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach((server) => server.close()));

  async function serve(table: Routes) {
    const { server, port } = await listen(table, 0, LOOPBACK);
    servers.push(server);
    return `http://${LOOPBACK}:${port}`;
  }

  const behindProxy = (source: Partial<DataSource>) =>
    serve({ '/': (call) => proxy(call, createDataSource(source, 1), [], call.rest, 'Viewer') });

  it('adds the logins, keeps cookies back, passes query and body', async () => {
    const seen: Array<Record<string, unknown>> = [];
    const target = await serve({
      '/': async ({ request, response, url }) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
          chunks.push(chunk as Buffer);
        }
        seen.push({ ...request.headers, path: url.pathname + url.search, body: Buffer.concat(chunks).toString() });
        send(response, 200, 'text/plain', 'ok');
      },
    });
    const url = await behindProxy({
      url: `${target}/prefix/`,
      basicAuth: true,
      basicAuthUser: 'me',
      jsonData: { httpHeaderName1: 'X-Scope-OrgID' },
      secureJsonData: { basicAuthPassword: 'secret', httpHeaderValue1: 'tenant' },
    });
    const answer = await fetch(`${url}/api/v1/query?a=1`, {
      method: 'POST',
      body: 'query=up',
      headers: { cookie: 'session=1' },
    });
    expect(await answer.text()).toBe('ok');
    expect(seen[0]).toMatchObject({
      path: '/prefix/api/v1/query?a=1',
      body: 'query=up',
      authorization: `Basic ${Buffer.from('me:secret').toString('base64')}`,
      'x-scope-orgid': 'tenant',
    });
    expect(seen[0]).not.toHaveProperty('cookie');
  });

  it('keeps a viewer from writing, and passes on what may pass byte by byte', async () => {
    const seen: string[] = [];
    const target = await serve({
      '/': ({ method, request, response }) => {
        seen.push(`${method} ${request.url}`);
        send(response, 200, 'text/plain', 'ok');
      },
    });
    const source = createDataSource({ url: `${target}/prometheus` }, 1);
    const as = (role: string) => serve({ '/': (call) => proxy(call, source, routes, call.rest, role) });
    const viewer = await as('Viewer');
    const attacks = [
      ['POST', '/write'],
      ['POST', '/prometheus/api/v1/import/prometheus'],
      ['GET', '/prometheus/api/v1/admin/tsdb/delete_series'],
      ['GET', '/x/%2e%2e/api/v1/admin/tsdb/delete_series'],
      ['PUT', '/x/..%2f-/reload'],
      ['GET', '/api/v1/query/../admin/tsdb/delete_series'],
    ];
    for (const [method, path] of attacks) {
      expect([path, await ask(method, viewer, path)]).toEqual([path, 403]);
    }
    expect(await ask('POST', await as('None'), '/api/v1/query')).toBe(403);
    expect(seen).toEqual([]);
    expect(await ask('POST', viewer, '/api/v1/query?query=a%2Fb')).toBe(200);
    expect(await ask('GET', viewer, '/x/../api/v1/label/a%20b/values')).toBe(200);
    expect(await ask('POST', await as('Admin'), '/write')).toBe(200);
    expect(seen).toEqual([
      'POST /prometheus/api/v1/query?query=a%2Fb',
      'GET /prometheus/x/../api/v1/label/a%20b/values',
      'POST /prometheus/write',
    ]);
  });

  it('answers 502 where nothing listens, and 400 for a refused login', async () => {
    const nobody = await behindProxy({ url: `http://${LOOPBACK}:9` });
    expect((await fetch(`${nobody}/api/v1/query`)).status).toBe(502);
    const strict = await serve({ '/': ({ response }) => send(response, 401, 'text/plain', 'who are you?') });
    const refused = await fetch(`${await behindProxy({ url: strict })}/api/v1/query`);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toBe('Authentication to data source failed');
  });
});
