import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSender } from './send';
import type { Alert } from './alert';
import type { Raised } from './alerts';

const NOW = Date.UTC(2026, 10, 28, 12);
const alertOf = (instance: string, change: Partial<Alert> = {}): Alert => ({
  ...{ labels: { alertname: 'PresageForecast', instance }, severity: 'warning', summary: 's', startsAt: NOW },
  ...change,
});
const raised = (change: Partial<Raised>): Raised => ({ active: [], resolved: [], changed: [], ...change });

/** Requests of a receiver, path and body; it answers with `status`. */
let told: Array<{ path: string; body: unknown }>;
let status: number;
let server: Server;
let url: string;
beforeEach(async () => {
  told = [];
  status = 200;
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      told.push({ path: request.url!, body: JSON.parse(Buffer.concat(parts).toString()) });
      response.writeHead(status).end('no room');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

test('Alertmanager is told of all that is on at every round, until four rounds later, and of what is over', async () => {
  const send = createSender({ alertmanager: `${url}/am/` }, 60);
  const active = [alertOf('a', { link: 'http://grafana/d/x' })];
  expect(await send(raised({ active, resolved: [alertOf('b')] }), NOW)).toEqual([]);
  expect(told).toEqual([
    {
      path: '/am/api/v2/alerts',
      body: [
        {
          labels: { alertname: 'PresageForecast', instance: 'a', severity: 'warning' },
          annotations: { summary: 's' },
          startsAt: '2026-11-28T12:00:00.000Z',
          endsAt: '2026-11-28T12:04:00.000Z',
          generatorURL: 'http://grafana/d/x',
        },
        expect.objectContaining({ endsAt: '2026-11-28T12:00:00.000Z' }),
      ],
    },
  ]);
});

test('where rounds take longer than their interval, alerts last four such rounds', async () => {
  const send = createSender({ alertmanager: url }, 60);
  const active = [alertOf('a')];
  await send(raised({ active }), NOW - 600_000);
  await send(raised({ active }), NOW);
  expect(told[1].body).toEqual([expect.objectContaining({ endsAt: '2026-11-28T12:40:00.000Z' })]);
});

test('a storm goes in bounded requests, each alert once', async () => {
  const send = createSender({ alertmanager: url }, 60);
  await send(raised({ active: Array.from({ length: 1001 }, (_, i) => alertOf(`i${i}`)) }), NOW);
  const batches = told.map(({ body }) => body as Array<{ labels: { instance: string } }>);
  expect(batches.map(({ length }) => length)).toEqual([500, 500, 1]);
  expect(new Set(batches.flat().map(({ labels }) => labels.instance)).size).toBe(1001);
});

const webhookAlerts = () =>
  told.map(({ body }) =>
    (body as { alerts: Array<Alert & { status: string }> }).alerts.map((one) => [one.status, one.labels.instance])
  );

test('the webhook is told of changes alone', async () => {
  const send = createSender({ webhook: url }, 60);
  const a = alertOf('a');
  await send(raised({ active: [a], changed: [a] }), NOW);
  await send(raised({ active: [a] }), NOW);
  await send(raised({ resolved: [a] }), NOW);
  expect(webhookAlerts()).toEqual([[['firing', 'a']], [['resolved', 'a']]]);
});

test('what the webhook has not taken is told with the next round, of each alert the last state', async () => {
  const send = createSender({ webhook: `${url}/services/secret` }, 60);
  const [a, b] = [alertOf('a'), alertOf('b')];
  status = 503;
  const failures = await send(raised({ active: [a, b], changed: [a, b] }), NOW);
  expect(failures).toEqual([`${url} answered 503.`]);
  await send(raised({ active: [b], resolved: [a] }), NOW);
  status = 200;
  expect(await send(raised({ active: [b] }), NOW)).toEqual([]);
  expect(webhookAlerts()[2]).toEqual([
    ['resolved', 'a'],
    ['firing', 'b'],
  ]);
  await send(raised({ active: [b] }), NOW);
  expect(told).toHaveLength(3);
});

test('nobody there: the sentence names the host, and not the path, which may be a secret', async () => {
  const send = createSender({ webhook: 'http://127.0.0.1:1/services/secret' }, 60);
  const [failure] = await send(raised({ changed: [alertOf('a')] }), NOW);
  expect(failure).toMatch(/^http:\/\/127\.0\.0\.1:1 did not answer: .+\.$/);
});
