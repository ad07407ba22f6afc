import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import type { FieldFacts } from '../../core/bands';
import { english } from '../../core/language';
import { describeError, type StoredOptions, validateOptions } from '../../core/options';
import { parsePromDuration } from '../../core/promql';
import { messageOf } from '../http';
import type { AlertConfig, Config, ConfigFile, GroupFile, QueryFile, Secret, Threshold, WatchedQuery } from './config';
import { type Problem, ConfigFailure, lineOf, toProblem } from './problems';
import { configSchema } from './schema';
import { readSecret } from './secrets';

const isValid = new Ajv({ allErrors: true, verbose: true, strict: false }).compile<ConfigFile>(configSchema);

/**
 * Reads a configuration file. Paths in it are relative to its folder.
 * @throws ConfigFailure with every problem found: line, field, what is wrong, what would be right
 */
export function readConfig(file: string, env: NodeJS.ProcessEnv = process.env): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigFailure(file, [{ field: '', what: `cannot be read: ${messageOf(error)}` }]);
  }
  return parseConfig(text, file, env);
}

/** The same from its text. @param file names it in problems, and is where relative paths begin */
export function parseConfig(text: string, file: string, env: NodeJS.ProcessEnv): Config {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (doc.errors.length > 0) {
    const problems = doc.errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      field: '',
      what: message,
    }));
    throw new ConfigFailure(file, problems);
  }
  const value: unknown = doc.toJS() ?? {};
  if (!isValid(value)) {
    // What stands under `anyOf` says the same several times, and a wrong name is told by its pattern.
    const errors = (isValid.errors ?? []).filter(({ keyword }) => keyword !== 'if' && keyword !== 'propertyNames');
    throw new ConfigFailure(file, distinct(errors.map((error) => toProblem(error, doc, lines))));
  }
  const problems: Problem[] = [];
  const at = (field: string, what: string) =>
    problems.push({ line: lineOf(doc, lines, field.split('.')), field, what });
  const config = resolve(value, path.dirname(file), env, at);
  if (problems.length > 0) {
    throw new ConfigFailure(file, problems);
  }
  return config;
}

/** Alerts unless the file says otherwise. */
export const ALERTS: AlertConfig = { probability: 0.8, release: 0.5, rounds: 2, labels: {} };

/** A value that HTTP's headers hold. */
const HEADER = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Form of the address of a queue, in words. */
export const QUEUE_FORM =
  'an address such as redis://:password@host:6379/0, or rediss:// for TLS; in a password @ is %40, / is %2F.';

export const isQueue = (text: string): boolean =>
  /^rediss?:\/\/([^@/\s]*@)?([^@/:\s[\]]+|\[[\da-f:]+\])(:\d{1,5})?(\/\d*)?$/i.test(text) && URL.canParse(text);

type Report = (field: string, what: string) => void;

function resolve(file: ConfigFile, folder: string, env: NodeJS.ProcessEnv, report: Report): Config {
  const { prometheus, remoteWrite, serve = {}, alerts = {}, groups = [], timeZone = 'UTC', state, train = true } = file;
  const secret = (field: string, found: Secret): string => {
    const placed = typeof found === 'object' && 'file' in found ? { file: path.resolve(folder, found.file) } : found;
    return attempt(field, report, () => readSecret(placed, env)) ?? '';
  };
  const header = (field: string, found: Secret): string => {
    const text = secret(field, found);
    if (!HEADER.test(text)) {
      report(field, 'has a character that no header can hold; write it in ASCII.');
    }
    return text;
  };
  const content = (field: string, name?: string) =>
    name === undefined ? undefined : attempt(field, report, () => readFileSync(path.resolve(folder, name), 'utf8'));
  if (!isTimeZone(timeZone)) {
    report('timeZone', `${timeZone} is no time zone; write one such as UTC or Europe/Berlin.`);
  }
  const { listen = '127.0.0.1:9815' } = serve;
  const cut = listen.lastIndexOf(':');
  const names = new Set<string>();
  const queries = groups.flatMap((group, g) =>
    group.queries.map((query, q) => {
      const watched = resolveQuery(group, query, train, `groups.${g}.queries.${q}`, `groups.${g}`, report);
      if (names.has(watched.name)) {
        report(`groups.${g}.queries.${q}.name`, `there is another query ${watched.name}; names are unique.`);
      }
      names.add(watched.name);
      return watched;
    })
  );
  const { webhook: hidden, ...plain } = alerts;
  const webhook = hidden === undefined ? undefined : secret('alerts.webhook', hidden);
  if (webhook !== undefined && !(/^https?:\/\/[^/\s]/.test(webhook) && URL.canParse(webhook))) {
    report('alerts.webhook', 'must be an address such as https://host/path.');
  }
  const queue = file.queue === undefined ? undefined : secret('queue', file.queue);
  if (queue !== undefined && !isQueue(queue)) {
    report('queue', `must be ${QUEUE_FORM}`);
  }
  const resolved = { ...ALERTS, ...plain, ...(webhook !== undefined && { webhook }) };
  if (resolved.release > resolved.probability) {
    report(
      'alerts.release',
      `must not be above probability, ${resolved.probability}: an alert would end as it begins.`
    );
  }
  const { tls, basicAuth, bearerToken } = prometheus;
  const headersOf = (field: string, found: Record<string, Secret> = {}) =>
    Object.fromEntries(Object.entries(found).map(([name, one]) => [name, header(`${field}.${name}`, one)]));
  const headers = headersOf('prometheus.headers', prometheus.headers);
  if (basicAuth) {
    const password = secret('prometheus.basicAuth.password', basicAuth.password);
    headers.Authorization = `Basic ${Buffer.from(`${basicAuth.username}:${password}`).toString('base64')}`;
  } else if (bearerToken !== undefined) {
    headers.Authorization = `Bearer ${header('prometheus.bearerToken', bearerToken)}`;
  }
  return {
    prometheus: {
      url: prometheus.url.replace(/\/+$/, ''),
      headers,
      ...(tls && {
        tls: {
          ca: content('prometheus.tls.caFile', tls.caFile),
          cert: content('prometheus.tls.certFile', tls.certFile),
          key: content('prometheus.tls.keyFile', tls.keyFile),
          rejectUnauthorized: !tls.insecureSkipVerify,
        },
      }),
      timeout: secondsOf(prometheus.timeout, 30),
      scrapeInterval: secondsOf(prometheus.scrapeInterval, 15),
    },
    interval: secondsOf(file.interval, 60),
    refit: secondsOf(file.refit, 3600),
    timeZone,
    threads: file.threads ?? availableParallelism(),
    maxSeries: file.maxSeries ?? 1000,
    ...(state !== undefined && { state: path.resolve(folder, state) }),
    ...(queue !== undefined && { queue }),
    serve: {
      host: listen.slice(0, cut).replace(/^\[(.*)\]$/, '$1'),
      port: Number(listen.slice(cut + 1)),
      ...(serve.bearerToken !== undefined && { bearerToken: secret('serve.bearerToken', serve.bearerToken) }),
    },
    ...(remoteWrite && {
      remoteWrite: {
        ...{ url: remoteWrite.url, future: remoteWrite.future ?? false },
        headers: headersOf('remoteWrite.headers', remoteWrite.headers),
      },
    }),
    alerts: resolved,
    train,
    queries,
  };
}

function resolveQuery(
  group: GroupFile,
  query: QueryFile,
  train: boolean,
  field: string,
  groupField: string,
  report: Report
): WatchedQuery {
  const { options, problems } = validateOptions({ ...group.options, ...query.options });
  for (const problem of problems) {
    const name = problem.kind === 'invalid-option' ? problem.option : '';
    const isOwn = query.options !== undefined && name in query.options;
    const what = english(describeError(problem)).replace(' The default is used.', '');
    report(`${isOwn ? field : groupField}.options.${name}`, what);
  }
  return {
    name: `${group.name}/${query.name}`,
    expr: query.expr,
    labels: group.labels ?? {},
    thresholds: (query.thresholds ?? []).map(toThreshold),
    field: { unit: query.unit, min: query.min, max: query.max },
    options,
    train: group.train ?? train,
  };
}

function toThreshold(threshold: number | Threshold): Required<Threshold> {
  return typeof threshold === 'number'
    ? { value: threshold, direction: 'above' }
    : { direction: 'above', ...threshold };
}

/**
 * A query with the options of a panel, for those that do not come from a file of groups.
 * @throws Error in words where an option is invalid
 */
export function watchedQuery(
  name: string,
  expr: string,
  options: Partial<StoredOptions>,
  thresholds: Array<number | Threshold> = [],
  field: FieldFacts = {},
  train = true
): WatchedQuery {
  const { options: read, problems } = validateOptions(options);
  if (problems.length > 0) {
    throw new Error(
      problems.map((problem) => english(describeError(problem)).replace(' The default is used.', '')).join(' ')
    );
  }
  return { name, expr, labels: {}, thresholds: thresholds.map(toThreshold), field, options: read, train };
}

/** The schema has seen that it is a duration. */
const secondsOf = (text: string | undefined, initial: number) =>
  text === undefined ? initial : (parsePromDuration(text) ?? initial);

function attempt<T>(field: string, report: Report, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    report(field, messageOf(error));
    return undefined;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

function distinct(problems: Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()];
}
