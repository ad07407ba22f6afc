import type { AlertConfig } from '../config';
import { type Receiver, post } from '../http';
import type { Alert } from './alert';
import type { Raised } from './alerts';

/** Rounds without a word after which Alertmanager takes an alert for over: this process may have died. */
const PATIENCE = 4;
/** Alerts of one request. */
const BATCH = 500;
const JSON_HEADERS = { 'Content-Type': 'application/json' };

/** Tells of the alerts of a round. @param now ms @returns sentences on what could not be told */
export type Send = (raised: Raised, now: number) => Promise<string[]>;

/**
 * Tells Alertmanager of all alerts that are on, as Prometheus does at each evaluation, and the webhook of those that
 * changed. What the webhook has not taken is told again with the next round, of each alert the last state.
 *
 * @param interval seconds between rounds
 */
export function createSender(
  { alertmanager, webhook }: Pick<AlertConfig, 'alertmanager' | 'webhook'>,
  interval: number
): Send {
  let last: number | undefined;
  const untold = new Map<string, Alert & { status: string }>();
  return async ({ active, resolved, changed }, now) => {
    const failures: string[] = [];
    const send = async (receiver: Omit<Receiver, 'headers'>, body: unknown): Promise<boolean> => {
      const failure = await post({ ...receiver, headers: JSON_HEADERS }, JSON.stringify(body));
      failures.push(...(failure === undefined ? [] : [failure]));
      return failure === undefined;
    };
    if (alertmanager !== undefined) {
      // With many series a round takes longer than its interval.
      const pace = Math.max(1000 * interval, now - (last ?? now));
      last = now;
      const until = now + pace * PATIENCE;
      const all = [
        ...active.map((alert) => toAlertmanager(alert, until)),
        ...resolved.map((alert) => toAlertmanager(alert, now)),
      ];
      for (let from = 0; from < all.length; from += BATCH) {
        const url = `${alertmanager.replace(/\/+$/, '')}/api/v2/alerts`;
        await send({ url }, all.slice(from, from + BATCH));
      }
    }
    if (webhook !== undefined) {
      const tell = (status: string, alerts: readonly Alert[]) =>
        alerts.forEach((alert) => untold.set(JSON.stringify([alert.labels, alert.severity]), { status, ...alert }));
      tell('firing', changed);
      tell('resolved', resolved);
      if (untold.size > 0 && (await send({ url: webhook, isSecret: true }, { alerts: [...untold.values()] }))) {
        untold.clear();
      }
    }
    return failures;
  };
}

/** An alert as Alertmanager's API v2 takes it. */
function toAlertmanager({ labels, severity, summary, startsAt, link }: Alert, endsAt: number) {
  return {
    labels: { ...labels, severity },
    annotations: { summary },
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    ...(link !== undefined && { generatorURL: link }),
  };
}
