import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SecureVersion } from 'node:tls';
import Ajv from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { messageOf } from '../http';
import { ConfigFailure, toProblem } from './problems';
import type { Schema } from './schema';

/** TLS of the service's own port, as Node takes it. */
export interface ServerTls {
  cert: string;
  key: string;
  /** authority of the clients' certificates */
  ca?: string;
  requestCert: boolean;
  rejectUnauthorized: boolean;
  minVersion: SecureVersion;
}

/** Protection of the service's own port. */
export interface WebConfig {
  tls?: ServerTls;
  /** bcrypt hashes of passwords by name */
  users?: ReadonlyMap<string, string>;
}

interface WebConfigFile {
  basic_auth_users?: Record<string, string>;
  tls_server_config?: {
    cert_file: string;
    key_file: string;
    client_ca_file?: string;
    client_auth_type?: keyof typeof clientAuth;
    min_version?: keyof typeof versions;
  };
}

/** Go's names of how a server asks for certificates of its clients. */
const clientAuth = {
  NoClientCert: { requestCert: false, rejectUnauthorized: false },
  RequestClientCert: { requestCert: true, rejectUnauthorized: false },
  RequireAndVerifyClientCert: { requestCert: true, rejectUnauthorized: true },
};
const versions = { TLS12: 'TLSv1.2', TLS13: 'TLSv1.3' } as const;

/** A hash of cost 16 takes this process several seconds. */
const hash: Schema = { type: 'string', pattern: '^\\$2[aby]\\$(0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}$' };
const file: Schema = { type: 'string', minLength: 1 };
const isValid = new Ajv({ allErrors: true, verbose: true }).compile<WebConfigFile>({
  type: 'object',
  additionalProperties: false,
  properties: {
    basic_auth_users: { type: 'object', additionalProperties: hash },
    tls_server_config: {
      type: 'object',
      required: ['cert_file', 'key_file'],
      additionalProperties: false,
      properties: {
        ...{ cert_file: file, key_file: file, client_ca_file: file },
        client_auth_type: { enum: Object.keys(clientAuth) },
        min_version: { enum: Object.keys(versions) },
      },
    },
  },
});

/**
 * Reads a web configuration file of Prometheus' exporters (github.com/prometheus/exporter-toolkit, `--web.config.file`), as far
 * as it is TLS and logins: what else it may hold is refused as unknown, so that nobody believes in a protection that is not
 * there.
 *
 * @throws ConfigFailure with every problem found
 */
export function readWebConfig(name: string): WebConfig {
  const fail = (what: string, field = ''): never => {
    throw new ConfigFailure(name, [{ field, what }]);
  };
  const read = (field: string, one: string): string => {
    try {
      return readFileSync(path.resolve(path.dirname(name), one), 'utf8');
    } catch (error) {
      return fail(`cannot be read: ${messageOf(error)}`, field);
    }
  };
  const lines = new LineCounter();
  const doc = parseDocument(read('', path.basename(name)), { lineCounter: lines, prettyErrors: false });
  if (doc.errors.length > 0) {
    fail(doc.errors[0].message);
  }
  const value: unknown = doc.toJS() ?? {};
  if (!isValid(value)) {
    throw new ConfigFailure(
      name,
      (isValid.errors ?? []).map((error) => toProblem(error, doc, lines))
    );
  }
  const { tls_server_config: tls, basic_auth_users: users } = value;
  return {
    ...(tls && { tls: readTls(tls, read, fail) }),
    ...(users && { users: new Map(Object.entries(users)) }),
  };
}

function readTls(
  tls: NonNullable<WebConfigFile['tls_server_config']>,
  read: (field: string, name: string) => string,
  fail: (what: string, field: string) => never
): ServerTls {
  const { client_ca_file: authority, client_auth_type: auth = 'NoClientCert', min_version: version = 'TLS12' } = tls;
  if (clientAuth[auth].rejectUnauthorized && authority === undefined) {
    fail(`needs client_ca_file, whose certificates are taken.`, 'tls_server_config.client_auth_type');
  }
  return {
    cert: read('tls_server_config.cert_file', tls.cert_file),
    key: read('tls_server_config.key_file', tls.key_file),
    ...(authority !== undefined && { ca: read('tls_server_config.client_ca_file', authority) }),
    ...clientAuth[auth],
    minVersion: versions[version],
  };
}
