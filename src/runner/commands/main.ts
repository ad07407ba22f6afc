import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Config,
  ConfigFailure,
  QUEUE_FORM,
  configSchema,
  isQueue,
  parseConfig,
  queriesOfDashboard,
  readConfig,
  readWebConfig,
  watchedQuery,
} from '../config';
import { messageOf } from '../http';
import { type Shard, parseShard } from '../forecasts';
import { check } from './check';
import { grafanaRules, prometheusRules } from '../rules';
import { FORMATS, forecast } from './forecast';
import { run } from './run';
import type { Terminal } from './terminal';

const RULES = ['prometheus', 'grafana'] as const;

const USAGE = `presage: forecasts and alerts while no browser is open

  presage [run] --config FILE [--dashboard FILE|FOLDER]... [--shard 1/3 | --queue redis://HOST] [--web.config.file FILE]
      Forecasts every query of the configuration and of the dashboards' Presage panels, and serves /metrics;
      with TLS and logins where a web configuration file of Prometheus' exporters asks for them. Several processes share
      the series by --shard, each its part, or over a Redis, where any goes on with what another leaves.
  presage check --config FILE [--dashboard FILE|FOLDER]...
      Reads the configuration, makes one round without alerts, and prints what came of it.
  presage forecast --query PROMQL [--url URL] [--horizon 6h] [--history 30d] [--format table|json|csv]
      Prints one forecast.
  presage rules --config FILE [--dashboard FILE|FOLDER]... [--format prometheus|grafana] [--datasource UID]
      Prints alert rules over the runner's metrics, for Prometheus or for Grafana's provisioning, from the same thresholds.
  presage schema
      Prints the JSON schema of the configuration, for editors.`;

/** A call that cannot be understood; the message says why. */
class UsageFailure extends Error {}

/**
 * The command line. @param file the module that threads run
 * @returns the exit status: 0, 1 where something is wrong with what was asked for, 2 for a wrong call
 */
export async function main(args: string[], file: string, terminal: Terminal, signal: AbortSignal): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        dashboard: { type: 'string', multiple: true },
        shard: { type: 'string' },
        queue: { type: 'string' },
        'web.config.file': { type: 'string' },
        query: { type: 'string' },
        url: { type: 'string' },
        horizon: { type: 'string' },
        history: { type: 'string' },
        format: { type: 'string' },
        datasource: { type: 'string', default: 'prometheus' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const [command = 'run', ...rest] = positionals;
    if (values.help || rest.length > 0) {
      terminal.print(USAGE);
      return values.help ? 0 : 2;
    }
    switch (command) {
      case 'schema':
        terminal.print(JSON.stringify(configSchema, undefined, 2));
        return 0;
      case 'run': {
        const config = configOf(values.config, values.dashboard);
        const web = values['web.config.file'];
        const guarded = web === undefined ? {} : readWebConfig(web);
        const shard = shardOf(values.shard);
        const queue = queueOf(values.queue) ?? config.queue;
        if (shard && queue !== undefined) {
          throw new UsageFailure('Either --shard or a queue: replicas of a queue find their shares by themselves.');
        }
        await run({ ...config, queue, serve: { ...config.serve, ...guarded } }, file, terminal, signal, shard);
        return 0;
      }
      case 'check':
        return (await check(configOf(values.config, values.dashboard), file, terminal, signal)) ? 0 : 1;
      case 'rules': {
        const config = configOf(values.config, values.dashboard);
        const isGrafana = formatOf(RULES, values.format) === 'grafana';
        terminal.print(isGrafana ? grafanaRules(config, values.datasource) : prometheusRules(config));
        return 0;
      }
      case 'forecast': {
        const config = forecastConfig(values);
        return (await forecast(config, file, formatOf(FORMATS, values.format), terminal, signal)) ? 0 : 1;
      }
      default:
        throw new UsageFailure(`There is no command ${command}.`);
    }
  } catch (error) {
    const isUsage = error instanceof UsageFailure || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    terminal.log(messageOf(error));
    if (isUsage) {
      terminal.log(`\n${USAGE}`);
    }
    return isUsage ? 2 : 1;
  }
}

function configOf(name: string | undefined, dashboards: string[] = []): Config {
  if (name === undefined) {
    throw new UsageFailure('A configuration is missing: --config FILE.');
  }
  const config = readConfig(name);
  const { scrapeInterval } = config.prometheus;
  const added = dashboards.flatMap(jsonFiles).flatMap((one) => {
    try {
      return queriesOfDashboard(JSON.parse(readFileSync(one, 'utf8')), scrapeInterval, config.train);
    } catch (error) {
      throw new ConfigFailure(one, [{ field: '', what: messageOf(error) }]);
    }
  });
  const queries = [...config.queries, ...added];
  const [twice] = queries.filter(({ name: one }, i) => queries.findIndex((other) => other.name === one) < i);
  if (twice) {
    throw new ConfigFailure(name, [
      { field: '', what: `there are two queries ${twice.name}; name groups, dashboards and panels apart.` },
    ]);
  }
  if (queries.length === 0) {
    throw new ConfigFailure(name, [
      { field: 'groups', what: 'nothing to forecast: add a group, or pass --dashboard FILE.' },
    ]);
  }
  return { ...config, queries };
}

function jsonFiles(name: string): string[] {
  return statSync(name).isDirectory()
    ? readdirSync(name)
        .filter((one) => one.endsWith('.json'))
        .map((one) => path.join(name, one))
    : [name];
}

function forecastConfig({ query, url, horizon, history, config }: Record<string, unknown>): Config {
  if (typeof query !== 'string') {
    throw new UsageFailure('A query is missing: --query PROMQL.');
  }
  const address = typeof url === 'string' ? url : 'http://localhost:9090';
  const base =
    typeof config === 'string'
      ? readConfig(config)
      : parseConfig(JSON.stringify({ prometheus: { url: address } }), '--url', process.env);
  const options = {
    ...(typeof horizon === 'string' && { horizon }),
    ...(typeof history === 'string' && { history }),
  };
  return { ...base, queries: [watchedQuery('query', query, options)] };
}

function shardOf(text: string | undefined): Shard | undefined {
  const shard = text === undefined ? undefined : parseShard(text);
  if (text !== undefined && !shard) {
    throw new UsageFailure(`${text} is no shard; write one such as 1/3, the first of three.`);
  }
  return shard;
}

function queueOf(text: string | undefined): string | undefined {
  if (text !== undefined && !isQueue(text)) {
    throw new UsageFailure(`--queue must be ${QUEUE_FORM}`);
  }
  return text;
}

/** The first where none is named. */
function formatOf<Format extends string>(formats: readonly Format[], text: string = formats[0]): Format {
  const format = formats.find((one) => one === text);
  if (!format) {
    throw new UsageFailure(`There is no format ${text}; there are ${formats.join(', ')}.`);
  }
  return format;
}
