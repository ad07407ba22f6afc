import type { AlertConfig } from '../config';
import type { WatchedSeries } from '../forecasts';
import { type Alert, alertOf, crossingOf } from './alert';

/** One threshold of one series. */
export interface Watch {
  /** rounds in a row that asked for the other state */
  rounds: number;
  /** ms; present while it is raised */
  since?: number;
  alert?: Alert;
}

/** Alerts of one round. */
export interface Raised {
  /** all that are on */
  active: Alert[];
  /** over since the last round */
  resolved: Alert[];
  /** on since this round, or of another severity */
  changed: Alert[];
}

/**
 * Raises an alert when a crossing is likely for some rounds in a row, and ends it when it is unlikely for as many:
 * between the two chances nothing changes, so that a chance that swings around one of them does not flap.
 */
export class Alerts {
  private readonly watches: Map<string, Watch>;

  /** @param known what `memory` of an earlier process gave */
  constructor(
    private readonly config: AlertConfig,
    known: ReadonlyArray<readonly [string, Watch]> = []
  ) {
    this.watches = new Map(known);
  }

  /** All that the next process needs to go on. */
  memory(): Array<[string, Watch]> {
    return [...this.watches];
  }

  /** @param now ms */
  round(series: readonly WatchedSeries[], now: number): Raised {
    const { probability, release, rounds } = this.config;
    const raised: Raised = { active: [], resolved: [], changed: [] };
    const seen = new Set<string>();
    for (const one of series) {
      for (const threshold of one.query.thresholds) {
        const key = `${one.key}/${threshold.direction}/${threshold.value}`;
        seen.add(key);
        const watch = this.watches.get(key) ?? { rounds: 0 };
        this.watches.set(key, watch);
        const crossing = crossingOf(one, threshold);
        const chance = crossing?.probability ?? 0;
        const isOn = watch.since !== undefined;
        const asksForOther = isOn ? chance < release : chance >= probability;
        watch.rounds = asksForOther ? watch.rounds + 1 : 0;
        if (watch.rounds >= rounds) {
          watch.rounds = 0;
          if (isOn) {
            raised.resolved.push(watch.alert!);
            watch.since = watch.alert = undefined;
            continue;
          }
          watch.since = now;
        }
        if (watch.since !== undefined) {
          const before = watch.alert;
          watch.alert = crossing ? alertOf(one, crossing, this.config, watch.since) : before!;
          raised.active.push(watch.alert);
          if (before?.severity !== watch.alert.severity) {
            raised.changed.push(watch.alert);
            // Severity is a label: to Alertmanager the one before is another alert.
            raised.resolved.push(...(before ? [before] : []));
          }
        }
      }
    }
    for (const [key, { alert }] of this.watches) {
      if (!seen.has(key)) {
        this.watches.delete(key);
        raised.resolved.push(...(alert ? [alert] : []));
      }
    }
    return raised;
  }
}
