import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { PROVISIONING } from './paths';

/** A data source as Grafana's API gives it, secrets apart. */
export interface DataSource {
  id: number;
  uid: string;
  name: string;
  type: string;
  url: string;
  access: 'proxy';
  user: string;
  basicAuth: boolean;
  basicAuthUser: string;
  withCredentials: boolean;
  isDefault: boolean;
  readOnly: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

export interface Dashboard {
  uid: string;
  title: string;
  [key: string]: unknown;
}

/** Grafana's folder of provisioning files inside its container, as provider files name it. */
const IN_CONTAINER = '/etc/grafana/provisioning';

/** `$NAME` and `${NAME}` from the environment, `$$` for a dollar, as Grafana reads provisioning files. */
const interpolate = (text: string, env: NodeJS.ProcessEnv): string =>
  text.replace(/\$\$|\$\{(\w+)\}|\$(\w+)/g, (match, braced, bare) =>
    match === '$$' ? '$' : (env[braced ?? bare] ?? '')
  );

function readYaml(folder: string, env: NodeJS.ProcessEnv): Array<Record<string, unknown>> {
  const directory = path.join(PROVISIONING, folder);
  return fs
    .readdirSync(directory)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => {
      const interpolateValues = (value: unknown): unknown =>
        typeof value === 'string'
          ? interpolate(value, env)
          : Array.isArray(value)
            ? value.map(interpolateValues)
            : value && typeof value === 'object'
              ? Object.fromEntries(Object.entries(value).map(([key, v]) => [key, interpolateValues(v)]))
              : value;
      return interpolateValues(parse(fs.readFileSync(path.join(directory, name), 'utf8'))) as Record<string, unknown>;
    });
}

/** Fills what a file or a request leaves out. */
export function createDataSource(fields: Partial<DataSource>, id: number): DataSource {
  const defaults: DataSource = {
    id,
    uid: `ds-${id}`,
    name: `Data source ${id}`,
    type: '',
    url: '',
    access: 'proxy',
    user: '',
    basicAuth: false,
    basicAuthUser: '',
    withCredentials: false,
    isDefault: false,
    readOnly: false,
    jsonData: {},
    secureJsonData: {},
  };
  return { ...defaults, ...fields, id };
}

export function readDataSources(env: NodeJS.ProcessEnv): DataSource[] {
  return readYaml('datasources', env)
    .flatMap((file) => (file.datasources ?? []) as Array<Partial<DataSource> & { editable?: boolean }>)
    .map(({ editable, ...fields }, index) => createDataSource({ ...fields, readOnly: !editable }, index + 1));
}

export function readDashboards(env: NodeJS.ProcessEnv): Dashboard[] {
  return readYaml('dashboards', env)
    .flatMap((file) => (file.providers ?? []) as Array<{ options: { path: string } }>)
    .flatMap(({ options }) => {
      const directory = path.join(PROVISIONING, path.relative(IN_CONTAINER, options.path));
      return fs
        .readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => JSON.parse(fs.readFileSync(path.join(directory, name), 'utf8')) as Dashboard);
    });
}
