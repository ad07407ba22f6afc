import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BackendSrv, BackendSrvRequest } from '@grafana/runtime';
import { from } from 'rxjs';
import { PrometheusClient } from '../../../src/datasource/api/client';
import { RequestFailure } from '../../../src/datasource/api/failure';
import { apiRoutes } from './api';
import { LOOPBACK, listen, type Handler } from './http';
import { createDataSource } from './provisioning';
import { proxy } from './proxy';

const TIMEOUT_S = 0.3;
const servers: Server[] = [];
afterAll(() => {
  servers.forEach((server) => server.closeAllConnections());
  servers.forEach((server) => server.close());
});

async function serve(handler: Handler) {
  const { server, port } = await listen({ '/': handler }, 0, LOOPBACK);
  servers.push(server);
  return `http://${LOOPBACK}:${port}`;
}

/** A port that was free a moment ago. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Grafana's `fetch` over real sockets, with what it makes of an error's body. */
const backendAt = (origin: string) =>
  ({
    fetch: ({ url, method, data }: BackendSrvRequest) =>
      from(
        fetch(`${origin}${url}`, { method, body: data as string }).then(async (answer) => {
          const text = await answer.text();
          const { status, statusText } = answer;
          const body = answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
          if (answer.ok) {
            return { data: body, status };
          }
          const wrapped = typeof body === 'string' ? { message: body, error: statusText, response: body } : body;
          throw { status, statusText, data: wrapped };
        })
      ),
  }) as unknown as BackendSrv;

/** What the user is told of a data source at `url`, through the workbench's proxy. */
async function sentence(url: string, role = 'Admin'): Promise<string> {
  const source = createDataSource({ uid: 'x', url, jsonData: { timeout: TIMEOUT_S } }, 1);
  const api = apiRoutes({ sources: [source], dashboards: [], annotations: [], role, version: '13.2.2' });
  const { server, port } = await listen(
    {
      '/api/datasources/uid/': api['/api/datasources/uid/'],
      '/api/datasources/proxy/uid/x/': (call) => proxy(call, source, [], call.rest, role),
    },
    0,
    LOOPBACK
  );
  servers.push(server);
  const backend = backendAt(`http://${LOOPBACK}:${port}`);
  const client = new PrometheusClient(() => backend, '/api/datasources/proxy/uid/x', 'POST', TIMEOUT_S);
  try {
    await client.query('api/v1/query', { query: 'up' });
    return 'no failure';
  } catch (error) {
    return error instanceof RequestFailure ? error.message : `not a failure: ${error}`;
  }
}

test('a Prometheus that never answers', async () => {
  const silent = await serve(() => new Promise(() => {}));
  expect(await sentence(silent)).toMatch(/did not answer in time: Grafana gave up after 0\.3 s/);
});

test('a closed port', async () => {
  expect(await sentence(`http://${LOOPBACK}:${await deadPort()}`)).toMatch(/could not connect.*host and port/);
});

test('a connection that is dropped', async () => {
  const rude = await serve(({ request }) => void request.socket.destroy());
  expect(await sentence(rude)).toMatch(/could not connect/);
});

test('no URL: its settings say so to an administrator, the sentence hints at it to others', async () => {
  expect(await sentence('')).toMatch(/has no URL. Set one/);
  expect(await sentence('', 'Viewer')).toMatch(/could not connect.*has a URL/);
});

test('a URL that cannot be read', async () => {
  expect(await sentence('http://my host:9090')).toMatch(/cannot read this data source's URL, "http:\/\/my host:9090"/);
});

test('a proxy in front of Prometheus that has lost it', async () => {
  const front = await serve(({ response }) => void response.writeHead(502).end('<html>Bad Gateway</html>'));
  expect(await sentence(front)).toMatch(/A proxy between.*502 \(an HTML page\)/);
});
