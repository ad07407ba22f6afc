import { isRecord } from '../../datasource/wire';
import path from 'node:path';
import { Alerts, type Watch, createSender } from '../alerts';
import type { Config } from '../config';
import { type Remembered, Rounds, type Shard, createPool } from '../forecasts';
import { createPrometheus } from '../prometheus';
import { messageOf } from '../http';
import { type ServiceState, collectMetrics } from '../serve';
import { openState } from '../state';
import { createWriter } from '../write';
import type { Terminal } from './terminal';

/** A configuration at work. */
export interface Service {
  rounds: Rounds;
  /** one round and what follows from it: state, alerts */
  round(signal: AbortSignal): Promise<void>;
  state(): ServiceState;
  stop(): Promise<void>;
}

const ALERTS = 'alerts';

/** @param file the module that threads run */
export function createService(config: Config, file: string, { log }: Terminal, shard?: Shard): Service {
  const pool = createPool(file, config.threads);
  const state = config.state === undefined ? undefined : openState(config.state, isRemembered, log);
  const rounds = new Rounds({
    config,
    query: createPrometheus(config.prometheus),
    answer: pool.answer,
    shard,
    now: Date.now,
    recall: (key) => state?.load(key),
    remember: (key, remembered) => state?.save(key, remembered),
    forget: (key) => state?.remove(key),
    log,
  });
  const told = config.state === undefined ? undefined : openState(path.join(config.state, 'alerts'), isWatches, log);
  const alerts = new Alerts(config.alerts, told?.load(ALERTS));
  const send = createSender(config.alerts, config.interval);
  const write = config.remoteWrite && createWriter(config.remoteWrite);
  const service = (): ServiceState => ({
    series: rounds.all(),
    counters: rounds.counters,
    waiting: pool.waiting(),
    now: Date.now(),
  });
  return {
    rounds,
    async round(signal) {
      await rounds.run(signal);
      if (signal.aborted) {
        return;
      }
      const now = Date.now();
      const failures = await send(alerts.round(rounds.all(), now, rounds.unanswered()), now);
      failures.push(...((await write?.(collectMetrics(service()), rounds.all(), now)) ?? []));
      try {
        told?.save(ALERTS, alerts.memory());
      } catch (error) {
        failures.push(`Alerts cannot be kept for the next start: ${messageOf(error)}`);
      }
      failures.forEach(log);
    },
    state: service,
    stop: pool.stop,
  };
}

/** The content of a file has passed its digest; another version may have written it. */
function isRemembered(value: unknown): value is Remembered {
  return (
    isRecord(value) &&
    Number.isFinite(value.fittedAt) &&
    typeof value.question === 'string' &&
    isRecord(value.result) &&
    isRecord(value.result.forecast) &&
    isRecord(value.result.expected) &&
    isRecord(value.result.report) &&
    Array.isArray(value.result.breaches) &&
    Array.isArray(value.result.anomalies)
  );
}

function isWatches(value: unknown): value is Array<[string, Watch]> {
  return (
    Array.isArray(value) &&
    value.every(
      (entry: unknown) =>
        Array.isArray(entry) && typeof entry[0] === 'string' && isRecord(entry[1]) && Number.isFinite(entry[1].rounds)
    )
  );
}
