import type { Server } from 'node:http';
import manifest from '../../../src/datasource/plugin.json';
import { LOOPBACK, listen, send, type Routes } from './http';
import type { ProxyRoute } from './plugins';
import { createDataSource, type DataSource } from './provisioning';
import { isDenied, proxy } from './proxy';

const routes = manifest.routes as ProxyRoute[];

describe('guard routes of the data source', () => {
  it.each([
    ['POST', 'api/v1/admin/tsdb/delete_series'],
    ['POST', 'api/v1/../v1/admin/tsdb/snapshot'],
    ['POST', '-/quit'],
    ['POST', 'api/v1/write'],
  ])('keep a viewer from %s %s', (method, path) => {
    expect(isDenied(routes, method, path, 'Viewer')).toBe(true);
    expect(isDenied(routes, method, path, 'Editor')).toBe(true);
    expect(isDenied(routes, method, path, 'Admin')).toBe(false);
  });

  it.each([
    ['POST', 'api/v1/query_range'],
    ['GET', 'api/v1/query'],
    ['GET', 'api/v1/labels'],
    ['GET', 'api/v1/status/buildinfo'],
  ])('let a viewer %s %s', (method, path) => {
    expect(isDenied(routes, method, path, 'Viewer')).toBe(false);
  });
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

  it('answers 502 where nothing listens, and 400 for a refused login', async () => {
    const nobody = await behindProxy({ url: `http://${LOOPBACK}:9` });
    expect((await fetch(`${nobody}/api/v1/query`)).status).toBe(502);
    const strict = await serve({ '/': ({ response }) => send(response, 401, 'text/plain', 'who are you?') });
    const refused = await fetch(`${await behindProxy({ url: strict })}/api/v1/query`);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toBe('Authentication to data source failed');
  });
});
