import { setImmediate } from 'node:timers/promises';
import { boundedOptions } from '../../core/fitted';
import { type ForecastError, describeError, toForecastError } from '../../core/options';
import { type HistoryPlan, planHistory, toGrid } from '../../core/series';
import { isFresh } from '../../worker/reuse';
import type { Config, WatchedQuery } from '../config';
import { messageOf } from '../http';
import type { QueryRange, Samples } from '../prometheus';
import type { Answer } from './answer';
import { type Counters, countError, createCounters } from './counters';
import { beginOf } from './fineSamples';
import { type Shard, belongsTo } from './shard';
import { type Remembered, WatchedSeries } from './watchedSeries';

/** The world of the rounds; tests bring their own. */
export interface RoundParts {
  config: Pick<Config, 'queries' | 'interval' | 'refit' | 'maxSeries' | 'timeZone'>;
  query: QueryRange;
  answer: Answer;
  /** the series that this process watches; all where absent */
  shard?: Shard;
  /** ms since the epoch */
  now(): number;
  /** what an earlier process knew of a series */
  recall(key: string): Remembered | undefined;
  /** @throws Error where it cannot be kept */
  remember(key: string, remembered: Remembered): void;
  forget(key: string): void;
  /** told of what failed, in words */
  log(sentence: string): void;
}

/** Seconds after which a fit that failed is tried again, at least. */
const RETRY = 60;
/** Failures that more of the same data does not mend soon: tried again when the next fit would be due. */
const LASTING: ReadonlyArray<ForecastError['kind']> = [
  'too-little-history',
  'no-values',
  'too-large',
  'invalid-option',
];
/** Rounds whose samples are asked for again: the newest come late. */
const LATE = 2;
/** Share of its horizon after which a forecast is made anew at the latest. */
const SPENT = 0.5;

/** Watches the queries of a configuration, round by round. */
export class Rounds {
  readonly counters: Counters = createCounters();
  private readonly series = new Map<string, WatchedSeries>();
  /** by query, ms up to which its samples are at hand */
  private readonly askedUntil = new Map<string, number>();
  /** fits under way by query: a round does not wait for them */
  private readonly fitting = new Map<string, Promise<void>>();

  constructor(private readonly parts: RoundParts) {}

  /** All series that have answers or errors, in order of their queries. */
  all(): WatchedSeries[] {
    return [...this.series.values()];
  }

  /**
   * One round: new samples of each query, scores, and the beginning of fits that are due. What fails is told and tried
   * again later.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { config, log, now } = this.parts;
    const started = now();
    this.counters.leftOut = 0;
    for (const query of config.queries) {
      try {
        await this.takeSamples(query, signal);
        this.counters.answeredAt = now();
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        countError(this.counters, 'query');
        log(`${query.name}: ${messageOf(error)}`);
      }
      const mine = this.seriesOf(query);
      for (const one of mine) {
        one.score(now());
        // Requests are answered between two series.
        await setImmediate();
      }
      if (signal.aborted) {
        return;
      }
      const due = mine.filter((one) => this.isDue(one));
      if (due.length > 0 && !this.fitting.has(query.name)) {
        const fit = this.fit(query, due, signal).finally(() => this.fitting.delete(query.name));
        this.fitting.set(query.name, fit);
      }
    }
    this.forget();
    this.counters.rounds++;
    this.counters.roundSeconds = (now() - started) / 1000;
  }

  /** Resolves when no fit is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.fitting.values());
  }

  private async takeSamples(query: WatchedQuery, signal: AbortSignal): Promise<void> {
    const { config, now } = this.parts;
    const stepMs = 1000 * config.interval;
    const end = Math.floor(now() / stepMs) * stepMs;
    const longest = beginOf(end, stepMs);
    const until = this.askedUntil.get(query.name);
    const ask = async (start: number): Promise<boolean> => {
      const plan: HistoryPlan = { start: Math.min(start, end), end, step: config.interval };
      const found = await this.parts.query(query.expr, plan, signal);
      return found.map((one) => this.take(query, one)).some((isNew) => isNew);
    };
    const hasNew = await ask(until === undefined ? longest : Math.max(longest, until - LATE * stepMs));
    if (hasNew && until !== undefined) {
      // Of a series that came later all is missing but the newest samples.
      await ask(longest);
    }
    this.askedUntil.set(query.name, end);
  }

  /** @returns whether the series is new */
  private take(query: WatchedQuery, { id, metric, times, values }: Samples): boolean {
    const { config, now, shard } = this.parts;
    const key = `${query.name}/${id}`;
    if (shard && !belongsTo(key, shard)) {
      return false;
    }
    const known = this.series.get(key);
    if (!known && this.series.size >= config.maxSeries) {
      this.counters.leftOut++;
      return false;
    }
    const one = known ?? this.begin(new WatchedSeries(query, id, metric, 1000 * config.interval));
    one.samples.add(times, values);
    one.seenAt = now();
    return !known;
  }

  /** A series as an earlier process left it; of another question only its model is of use. */
  private begin(one: WatchedSeries): WatchedSeries {
    const found = this.parts.recall(one.key);
    one.model = found?.model;
    one.remembered = found?.question === this.questionOf(one.query) ? found : undefined;
    this.series.set(one.key, one);
    return one;
  }

  private questionOf({ expr, options, field, thresholds, train }: WatchedQuery): string {
    return JSON.stringify([expr, options, field, thresholds, train, this.parts.config.timeZone]);
  }

  private isDue({ remembered, error, triedAt, query }: WatchedSeries): boolean {
    const { config, now } = this.parts;
    const lifetime = Math.min(config.refit, SPENT * query.options.horizon);
    if (remembered !== undefined && now() - remembered.fittedAt < 1000 * lifetime) {
      return false;
    }
    const wait = error && LASTING.includes(error.kind) ? lifetime : Math.max(RETRY, config.interval);
    return error === undefined || now() - triedAt >= 1000 * wait;
  }

  /** Fetches the history of a query once and fits all series that are due, as many at a time as there are threads. */
  private async fit(query: WatchedQuery, due: WatchedSeries[], signal: AbortSignal): Promise<void> {
    const { query: ask, now } = this.parts;
    due.forEach((one) => (one.triedAt = now()));
    const plan = planHistory(query.options, now(), now());
    try {
      const histories = new Map((await ask(query.expr, plan, signal)).map((one) => [one.id, one]));
      await Promise.all(due.map((one) => this.fitSeries(one, histories.get(one.id), plan.step, signal)));
    } catch (error) {
      const failed: ForecastError = { kind: 'history-failed', message: messageOf(error) };
      due.forEach((one) => this.fail(one, failed, signal));
    }
  }

  private async fitSeries(
    one: WatchedSeries,
    history: Samples | undefined,
    step: number,
    signal: AbortSignal
  ): Promise<void> {
    const { config, answer, now } = this.parts;
    const { query } = one;
    const started = now();
    try {
      const series = toGrid(history ?? { times: [], values: [] }, step);
      const usable = one.model && isFresh(one.model, series) ? one.model : undefined;
      const thresholds = query.thresholds.map(({ value }) => value);
      const options = boundedOptions(query.options, query.field, series, thresholds);
      const response = await answer({
        ...{ series, options, thresholds, timeZone: config.timeZone, train: query.train },
        ...(usable && { model: usable }),
      });
      one.model = response.model;
      one.remembered = { ...response, fittedAt: started, question: this.questionOf(query) };
      one.error = undefined;
      one.score(now());
      this.counters.forecasts++;
      this.counters.forecastSeconds += (now() - started) / 1000;
      if (response.model) {
        const isNew = response.model.trainedAt !== usable?.trainedAt;
        this.counters[isNew ? 'trainings' : 'modelsReused']++;
      }
      this.keep(one.key, one.remembered);
    } catch (error) {
      this.fail(one, toForecastError(error), signal);
    }
  }

  /** Says what failed when it is news. */
  private fail(one: WatchedSeries, error: ForecastError, { aborted }: AbortSignal): void {
    if (aborted) {
      return;
    }
    countError(this.counters, error.kind);
    if (one.error?.kind !== error.kind) {
      this.parts.log(`${one.key}: ${describeError(error)}`);
    }
    one.error = error;
  }

  /** A forecast that cannot be kept is a forecast still. */
  private keep(key: string, remembered: Remembered): void {
    try {
      this.parts.remember(key, remembered);
    } catch (error) {
      countError(this.counters, 'state');
      this.parts.log(`${key} cannot be kept for the next start: ${messageOf(error)}`);
    }
  }

  /** Series that their query no longer has are forgotten when their forecast is no longer of use. */
  private forget(): void {
    const { config, now, forget } = this.parts;
    for (const [key, one] of this.series) {
      if (now() - one.seenAt > 1000 * (config.refit + one.query.options.horizon)) {
        this.series.delete(key);
        forget(key);
      }
    }
  }

  private seriesOf(query: WatchedQuery): WatchedSeries[] {
    return this.all().filter((one) => one.query === query);
  }
}
