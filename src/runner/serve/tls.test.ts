import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SecureVersion } from 'node:tls';
import { readWebConfig } from '../config';
import { createCounters } from '../forecasts/counters';
import { serve } from './server';

let folder: string;
let server: Server | undefined;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'presage-tls-'));
  // Its own authority: it serves as the server's certificate, as the client's, and as what both are checked by.
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=presage', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', 'key.pem', '-out', 'cert.pem'],
    ],
    { cwd: folder, stdio: 'pipe' }
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

const write = (text: string) => {
  const name = path.join(folder, 'web.yaml');
  writeFileSync(name, text);
  return name;
};
const TLS = 'tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n';

/** The status of /healthy, or why there was no answer. */
async function ask(text: string, isKnown: boolean, maxVersion?: SecureVersion): Promise<number | string> {
  const state = () => ({ series: [], counters: createCounters(), waiting: 0, now: 0 });
  server = await serve({ host: '127.0.0.1', port: 0, ...readWebConfig(write(text)) }, 60, state);
  const { port } = server.address() as AddressInfo;
  const [ca, key] = ['cert.pem', 'key.pem'].map((name) => readFileSync(path.join(folder, name)));
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/healthy', agent: false, ca, maxVersion } as const;
    request({ ...options, ...(isKnown && { cert: ca, key }) }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    })
      .on('error', ({ message }) => resolve(message))
      .end();
  });
}

test('TLS by the web configuration file of exporters, its paths from its own folder', async () => {
  expect(await ask(TLS, false)).toBe(200);
});

test('a client without a certificate is refused where one is required', async () => {
  const text = `${TLS}  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: cert.pem\n`;
  expect(await ask(text, true)).toBe(200);
  server!.close();
  expect(typeof (await ask(text, false))).toBe('string');
});

test('a client that is older than the least version is refused', async () => {
  const text = `${TLS}  min_version: TLS13\n`;
  expect(await ask(text, false, 'TLSv1.3')).toBe(200);
  server!.close();
  expect(typeof (await ask(text, false, 'TLSv1.2'))).toBe('string');
});

test('a file that asks for nothing changes nothing', () => {
  expect(readWebConfig(write(''))).toEqual({});
});

test.each([
  ['http_server_config: {}', /web\.yaml:1: http_server_config: unknown field; known here: basic_auth_users, tls_/],
  ['basic_auth_users:\n  a: secret', /web\.yaml:2: basic_auth_users\.a: must be of the form \^\\\$2\[aby\]/],
  [`basic_auth_users:\n  a: $2b$31$${'a'.repeat(53)}`, /web\.yaml:2: basic_auth_users\.a: must be/],
  ['tls_server_config: { cert_file: cert.pem }', /the field key_file is missing/],
  [`${TLS}  cipher_suites: []`, /:4: tls_server_config.cipher_suites: unknown field/],
  [`${TLS}  client_auth_type: RequireAndVerifyClientCert`, /client_auth_type: needs client_ca_file/],
  ['tls_server_config: { cert_file: none.pem, key_file: key.pem }', /cert_file: cannot be read/],
  ['tls_server_config: [', /web\.yaml/],
])('what is not supported, or wrong, is refused: %j', (text, words) => {
  expect(() => readWebConfig(write(text))).toThrow(words);
});
