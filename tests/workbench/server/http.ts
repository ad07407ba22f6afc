import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the routes see it. */
export interface Call {
  method: string;
  url: URL;
  /** path below the matched prefix, without a leading slash, as it was sent: `url` has lost its dot segments */
  rest: string;
  request: IncomingMessage;
  response: ServerResponse;
}

export type Handler = (call: Call) => void | Promise<void>;

/** The longest matching prefix wins. A prefix ends with `/` or is a whole path. */
export type Routes = Record<string, Handler>;

/** A server of our own or a child process. */
export interface Running {
  url: string;
  stop(): void;
}

export const LOOPBACK = '127.0.0.1';

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export const readJson = async (request: IncomingMessage): Promise<unknown> =>
  JSON.parse((await readBody(request)).toString('utf8'));

export function send(response: ServerResponse, status: number, type: string, body: string | Buffer) {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}

export const sendJson = (response: ServerResponse, status: number, body: unknown) =>
  send(response, status, 'application/json', JSON.stringify(body));

/** Whether a server could listen there now. */
export const isFree = (port: number, host: string) =>
  listen({}, port, host).then(
    ({ server }) => new Promise<boolean>((resolve) => server.close(() => resolve(true))),
    () => false
  );

/** Listens on `port`, or on a free one where `port` is 0; resolves with the server and its real port. */
export function listen(routes: Routes, port: number, host: string): Promise<{ server: Server; port: number }> {
  const prefixes = Object.keys(routes).sort((a, b) => b.length - a.length);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${LOOPBACK}`);
    const [pathname] = (request.url ?? '/').split('?');
    const prefix = prefixes.find((p) => pathname === p || (p.endsWith('/') && pathname.startsWith(p)));
    const call = { method: request.method ?? 'GET', url, rest: pathname.slice(prefix?.length), request, response };
    Promise.resolve()
      .then(() => (prefix === undefined ? sendJson(response, 404, { message: 'Not found' }) : routes[prefix](call)))
      .catch((error: Error) => {
        if (!response.headersSent) {
          sendJson(response, 500, { message: error.message });
        }
        response.end();
      });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}
