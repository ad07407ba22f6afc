import { isRecord } from '../../datasource/wire';
import type { AlertConfig } from '../config';
import type { WatchedSeries } from '../forecasts';
import { type Alert, alertOf, crossingOf } from './alert';

/** One threshold of one series. */
export interface Watch {
  /** key of the series */
  series: string;
  /** rounds in a row that asked for the other state */
  rounds: number;
  /** ms; present while it is raised */
  since?: number;
  alert?: Alert;
}

/** Watches by their keys, as they are handed on. */
export type Watches = Array<[string, Watch]>;

/** The content of a file or a database; another version may have written it. */
export function isWatches(value: unknown): value is Watches {
  return (
    Array.isArray(value) &&
    value.every(
      (entry: unknown) =>
        Array.isArray(entry) &&
        typeof entry[0] === 'string' &&
        isRecord(entry[1]) &&
        typeof entry[1].series === 'string' &&
        Number.isFinite(entry[1].rounds)
    )
  );
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
  private readonly watches = new Map<string, Watch>();

  constructor(private readonly config: AlertConfig) {}

  /** All that another process needs to go on: of what is not on and not about to be there is nothing to know. */
  memory(): Watches {
    return [...this.watches].filter(([, { rounds, since }]) => rounds > 0 || since !== undefined);
  }

  /**
   * Takes over what another process, or this one before, knew of the series that are watched here, and lets go of the
   * others: those are not over.
   */
  takeOver(known: Watches, isMine: (series: string) => boolean): void {
    for (const [key, { series }] of this.watches) {
      if (!isMine(series)) {
        this.watches.delete(key);
      }
    }
    for (const [key, watch] of known) {
      if (isMine(watch.series) && !this.watches.has(key)) {
        this.watches.set(key, watch);
      }
    }
  }

  /**
   * @param now ms
   * @param unanswered names of queries that have not answered in this round: of a series of theirs that is not there nothing
   * is over
   */
  round(series: readonly WatchedSeries[], now: number, unanswered: ReadonlySet<string> = new Set()): Raised {
    const { probability, release, rounds } = this.config;
    const raised: Raised = { active: [], resolved: [], changed: [] };
    const seen = new Set<string>();
    for (const one of series) {
      for (const threshold of one.query.thresholds) {
        const key = `${one.key}/${threshold.direction}/${threshold.value}`;
        seen.add(key);
        const watch = this.watches.get(key) ?? { series: one.key, rounds: 0 };
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
      if (!seen.has(key) && alert && unanswered.has(alert.labels.query)) {
        raised.active.push(alert);
      } else if (!seen.has(key)) {
        this.watches.delete(key);
        raised.resolved.push(...(alert ? [alert] : []));
      }
    }
    return raised;
  }
}
