import { Alerts, createSender } from '../alerts';
import type { Config, WatchedQuery } from '../config';
import { Rounds, type Shard, belongsTo, createPool } from '../forecasts';
import { messageOf } from '../http';
import { createPrometheus, withBackOff } from '../prometheus';
import { createEmbedded, createShared } from '../queue';
import { type ServiceState, collectMetrics } from '../serve';
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

const WITHOUT_COVARIATES =
  'the runner asks for one query at a time: its LSTM sees no covariates, so that its forecast is another than the panel’s. Remove the option covariates to have both the same.';

const WITHOUT_PANEL =
  'the runner trains a network for each series, so that its forecast is another than that of a panel with one network for all series. Set the option networkFor to series to have both the same.';

/** Sentences on that which the panel's network learns from and the runner's does not. */
function differencesOf({ train, options }: WatchedQuery): string[] {
  return [
    ...(train && options.covariates.length > 0 ? [WITHOUT_COVARIATES] : []),
    ...(train && options.networkFor === 'panel' ? [WITHOUT_PANEL] : []),
  ];
}

/** @param file the module that threads run */
export async function createService(config: Config, file: string, { log }: Terminal, shard?: Shard): Promise<Service> {
  const pool = createPool(file, config.threads);
  const backing =
    config.queue === undefined
      ? createEmbedded(config, pool, log)
      : await createShared(config, config.queue, pool, log);
  /** whose the series of this round are */
  let isShared = (_key: string): boolean => true;
  const isMine = (key: string) => isShared(key) && (!shard || belongsTo(key, shard));
  const rounds = new Rounds({
    ...{ config, isMine, log, now: Date.now },
    query: withBackOff(createPrometheus(config.prometheus), Date.now),
    answer: backing.answer,
    recall: backing.recall,
    remember: backing.remember,
    forget: backing.forget,
  });
  config.queries.forEach((query) => differencesOf(query).forEach((sentence) => log(`${query.name}: ${sentence}`)));
  const alerts = new Alerts(config.alerts);
  const send = createSender(config.alerts, config.interval);
  const write = config.remoteWrite && createWriter(config.remoteWrite);
  const service = (): ServiceState => ({
    series: rounds.all(),
    counters: rounds.counters,
    now: Date.now(),
    ...backing.standing(),
  });
  return {
    rounds,
    async round(signal) {
      const share = await backing.begin();
      if (!share) {
        return;
      }
      isShared = share;
      await rounds.run(signal);
      if (signal.aborted) {
        return;
      }
      const now = Date.now();
      const failures: string[] = [];
      const attempt = async (what: string, action: () => Promise<void>) => {
        await action().catch((error: unknown) => {
          // The problem of a backing it has said itself.
          if (backing.standing().problem === undefined) {
            failures.push(`${what}: ${messageOf(error)}`);
          }
        });
      };
      await attempt('Alerts of other processes are not known', async () =>
        alerts.takeOver(await backing.watches(), isMine)
      );
      failures.push(...(await send(alerts.round(rounds.all(), now, rounds.unanswered()), now)));
      failures.push(...((await write?.(collectMetrics(service()), rounds.all(), now)) ?? []));
      await attempt('Alerts cannot be kept for another process', () => backing.keepWatches(alerts.memory()));
      failures.forEach(log);
    },
    state: service,
    stop: backing.stop,
  };
}
