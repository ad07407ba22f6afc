import { fetch } from 'undici';
import type { AlertConfig } from '../config';
import type { Alert } from './alert';
import type { Raised } from './alerts';

/** Rounds without a word after which Alertmanager takes an alert for over: this process may have died. */
const PATIENCE = 4;
const TIMEOUT_MS = 10_000;
/** Alerts of one request. */
const BATCH = 500;

/**
 * Tells Alertmanager of all alerts that are on, as Prometheus does at each evaluation, and the webhook of those that
 * changed.
 *
 * @param interval seconds between rounds
 * @param now ms
 * @returns sentences on what could not be told
 */
export async function sendAlerts(
  { alertmanager, webhook }: Pick<AlertConfig, 'alertmanager' | 'webhook'>,
  { active, resolved, changed }: Raised,
  interval: number,
  now: number
): Promise<string[]> {
  const failures: string[] = [];
  const post = async (url: string, body: unknown) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!answer.ok) {
        failures.push(`${url} answered ${answer.status}: ${(await answer.text()).trim().slice(0, 200)}`);
      }
    } catch (error) {
      const { message, cause } = error as Error;
      failures.push(`${url} did not answer: ${cause instanceof Error ? cause.message : message}. It is told again.`);
    }
  };
  if (alertmanager !== undefined) {
    const until = now + 1000 * interval * PATIENCE;
    const all = [
      ...active.map((alert) => toAlertmanager(alert, until)),
      ...resolved.map((alert) => toAlertmanager(alert, now)),
    ];
    for (let from = 0; from < all.length; from += BATCH) {
      await post(`${alertmanager.replace(/\/+$/, '')}/api/v2/alerts`, all.slice(from, from + BATCH));
    }
  }
  if (webhook !== undefined && changed.length + resolved.length > 0) {
    const told = (status: string) => (alert: Alert) => ({ status, ...alert });
    await post(webhook, { alerts: [...changed.map(told('firing')), ...resolved.map(told('resolved'))] });
  }
  return failures;
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
