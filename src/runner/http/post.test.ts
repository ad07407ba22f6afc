import { createServer as createHttp, type RequestListener, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { post } from './post';

const SECRET = 'T0-B1-hunter2';
let server: Server | HttpServer | undefined;
afterEach(() => server?.close());

async function listen(started: Server | HttpServer): Promise<string> {
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}
const http = (listener: RequestListener) => listen(createHttp(listener));
const tcp = (onConnection: (socket: Socket) => void) => listen(createTcp(onConnection));

test('an answer that tells the address or a header back is told without them, in one line', async () => {
  const url = await http((request, response) => {
    response.writeHead(404);
    response.end(`no ${request.url} for\n\u001b[31m ${request.headers['x-token']}`);
  });
  const receiver = { url: `${url}/api/v1/write?key=k-${SECRET}`, headers: { 'X-Token': 'Bearer tok-hunter2' } };
  expect(await post(receiver, '')).toBe(`${url} answered 404: no /api/v1/write?key=*** for [31m ***`);
});

test('the token of a header is hidden without its first word too', async () => {
  const url = await http((_, response) => void response.writeHead(401).end('no such token: tok-hunter2'));
  const failure = await post({ url, headers: { Authorization: 'Bearer tok-hunter2' } }, '');
  expect(failure).not.toContain('hunter2');
});

test('an address that is a secret: nothing is told of the answer but its status', async () => {
  const url = await http(
    (request, response) => void response.writeHead(403).end(Buffer.from(request.url!).toString('base64'))
  );
  expect(await post({ url: `${url}/${SECRET}`, headers: {}, isSecret: true }, '')).toBe(`${url} answered 403.`);
});

test('a login in an address goes as a header, and is in no sentence', async () => {
  let told: string | undefined;
  const url = await http((request, response) => {
    told = request.headers.authorization;
    response.writeHead(500).end();
  });
  const failure = await post({ url: url.replace('://', '://me:hunt%40er2@'), headers: {} }, '');
  expect(told).toBe(`Basic ${Buffer.from('me:hunt@er2').toString('base64')}`);
  expect(failure).toBe(`${url} answered 500.`);
});

test('an answer without end is read no further than its sentence needs', async () => {
  let sent = 0;
  const url = await http((_, response) => {
    response.writeHead(500);
    const more = () => {
      sent += 65_536;
      if (!response.destroyed && response.write('x'.repeat(65_536))) {
        setImmediate(more);
      }
    };
    response.on('drain', more);
    more();
  });
  const failure = await post({ url, headers: {} }, '');
  expect(failure!.length).toBeLessThan(300);
  expect(sent).toBeLessThan(32 * 2 ** 20);
});

test.each<[string, (socket: Socket) => void]>([
  ['ends at once', (socket) => socket.destroy()],
  ['speaks another protocol', (socket) => socket.end(`SSH-2.0 ${SECRET}\r\n`)],
  ['promises more than it sends', (socket) => socket.end('HTTP/1.1 500 x\r\nContent-Length: 99\r\n\r\nhalf')],
  ['sends elsewhere', (socket) => socket.end(`HTTP/1.1 302 x\r\nLocation: http://elsewhere/${SECRET}\r\n\r\n`)],
])('a server that %s is a sentence', async (_, onConnection) => {
  const url = await tcp((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => onConnection(socket));
  });
  const failure = await post({ url: `${url}/${SECRET}`, headers: { A: 'b' }, isSecret: true }, 'body');
  expect(failure).toMatch(/^http:\/\/127\.0\.0\.1:\d+ (did not answer: .+\.|answered \d+\.)$/);
  expect(failure).not.toContain('hunter2');
});

test.each([
  ['http://[hunter2', {}],
  ['http://127.0.0.1:1/', { 'X-Token': 'hunter2\u0001' }],
  ['http://127.0.0.1:1/', { 'X-Token': 'hunter2\u2713' }],
])('what cannot be sent at all is a sentence, and shows nothing: %s %j', async (url, headers) => {
  const failure = await post({ url, headers: headers as Record<string, string> }, '');
  expect(failure).toMatch(/\.$/);
  expect(failure).not.toContain('hunter2');
});
