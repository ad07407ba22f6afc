import { setImmediate } from 'node:timers/promises';
import { boundedOptions } from '../../core/fitted';
import { english } from '../../core/language';
import { paceOf } from '../../core/live';
import { type ForecastError, describeError, toForecastError } from '../../core/options';
import { type HistoryPlan, LOOKBACK_SECONDS, planHistory, toGrid } from '../../core/series';
import { isFresh } from '../../worker/reuse';
import type { Config, WatchedQuery } from '../config';
import { messageOf } from '../http';
import type { QueryRange, Samples } from '../prometheus';
import type { Answer } from './answer';
import { type Counters, countError, createCounters } from './counters';
import { heldFrom } from './fineSamples';
import { type Remembered, WatchedSeries, keyOf } from './watchedSeries';

/** The world of the rounds; tests bring their own. */
export interface RoundParts {
  config: Pick<Config, 'queries' | 'interval' | 'refit' | 'maxSeries' | 'timeZone'>;
  query: QueryRange;
  answer: Answer;
  /** whether this process watches a series, by its key; it may change between two rounds */
  isMine(key: string): boolean;
  /** ms since the epoch */
  now(): number;
  /** what another process knew of a series, or this one before */
  recall(key: string): Promise<Remembered | undefined>;
  /** @throws Error where it cannot be kept */
  remember(key: string, remembered: Remembered): Promise<void>;
  forget(key: string): Promise<void>;
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
/** Series of a query that wait for a thread at once: more would hold their histories twice for nothing. */
const AT_ONCE = 64;
/** Share of its horizon after which a forecast is made anew at the latest. */
const SPENT = 0.5;

/** Watches the queries of a configuration, round by round. */
export class Rounds {
  readonly counters: Counters = createCounters();
  private readonly series = new Map<string, WatchedSeries>();
  /** by query, ms up to which its samples are at hand */
  private readonly askedUntil = new Map<string, number>();
  /** names of queries that answered in the last round */
  private readonly answered = new Set<string>();
  /** fits under way by query: a round does not wait for them */
  private readonly fitting = new Map<string, Promise<void>>();

  /** seconds between samples, as a panel judges them however often it is refreshed */
  private readonly pace: number;

  constructor(private readonly parts: RoundParts) {
    this.pace = paceOf(parts.config.interval);
  }

  /** All series that have answers or errors, in order of their queries. */
  all(): WatchedSeries[] {
    return [...this.series.values()];
  }

  /** Names of queries that did not answer in the last round: of their series it is not known which there are. */
  unanswered(): ReadonlySet<string> {
    return new Set(this.parts.config.queries.flatMap(({ name }) => (this.answered.has(name) ? [] : [name])));
  }

  /**
   * One round: new samples of each query, scores, and the beginning of fits that are due. What fails is told and tried
   * again later.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { config, log, now } = this.parts;
    const started = now();
    this.counters.leftOut = 0;
    this.answered.clear();
    this.release();
    for (const query of config.queries) {
      try {
        await this.takeSamples(query, signal);
        this.answered.add(query.name);
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
    await this.forget();
    this.counters.rounds++;
    this.counters.roundSeconds = (now() - started) / 1000;
  }

  /** Resolves when no fit is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.fitting.values());
  }

  private async takeSamples(query: WatchedQuery, signal: AbortSignal): Promise<void> {
    const { now, isMine } = this.parts;
    const { pace } = this;
    const stepMs = 1000 * pace;
    const end = Math.floor(now() / stepMs) * stepMs;
    const longest = heldFrom(end, stepMs);
    const until = this.askedUntil.get(query.name);
    const ask = async (start: number): Promise<boolean> => {
      const plan: HistoryPlan = { start: Math.min(start, end), end, step: pace };
      const found = (await this.parts.query(query.expr, plan, signal)).filter(({ id }) => isMine(keyOf(query, id)));
      // All or none: of a series that is taken only the newest samples are asked for in the next round.
      const recalled = await this.recallNew(query, found);
      return found.map((one) => this.take(query, one, recalled)).some((isNew) => isNew);
    };
    const hasNew = await ask(until === undefined ? longest : Math.max(longest, until - LATE * stepMs));
    if (hasNew && until !== undefined) {
      // Of a series that came later all is missing but the newest samples.
      await ask(longest);
    }
    this.askedUntil.set(query.name, end);
    for (const one of this.seriesOf(query)) {
      const { knownUntil, isSparse } = one.samples;
      one.isGone = !isSparse && !(end - knownUntil <= 1000 * LOOKBACK_SECONDS + LATE * stepMs);
    }
  }

  /** Knowledge of the series that are new here, by their keys. */
  private async recallNew(query: WatchedQuery, found: Samples[]): Promise<ReadonlyMap<string, Remembered | undefined>> {
    const fresh = found.map(({ id }) => keyOf(query, id)).filter((key) => !this.series.has(key));
    const room = Math.max(0, this.parts.config.maxSeries - this.series.size);
    const recall = async (key: string) => [key, await this.parts.recall(key)] as const;
    return new Map(await Promise.all(fresh.slice(0, room).map(recall)));
  }

  /** @returns whether the series is new */
  private take(
    query: WatchedQuery,
    { id, metric, times, values }: Samples,
    recalled: ReadonlyMap<string, Remembered | undefined>
  ): boolean {
    const { config } = this.parts;
    const known = this.series.get(keyOf(query, id));
    if (!known && this.series.size >= config.maxSeries) {
      this.counters.leftOut++;
      return false;
    }
    const one = known ?? new WatchedSeries(query, id, metric, 1000 * this.pace, config.timeZone);
    if (!known) {
      // Of another question only the model is of use.
      const found = recalled.get(one.key);
      one.model = found?.model;
      one.remembered = found?.question === this.questionOf(query) ? found : undefined;
      this.series.set(one.key, one);
    }
    one.samples.add(times, values);
    return !known;
  }

  private questionOf({ expr, options, field, thresholds, train }: WatchedQuery): string {
    return JSON.stringify([expr, options, field, thresholds, train, this.parts.config.timeZone]);
  }

  private isDue({ remembered, error, triedAt, query }: WatchedSeries): boolean {
    const { config, now } = this.parts;
    const lifetime = Math.min(config.refit, SPENT * query.options.horizon);
    // A clock that was set back leaves times of the future: of them nothing is known.
    const isWithin = (time: number, seconds: number) => time <= now() && now() - time < 1000 * seconds;
    if (remembered !== undefined && isWithin(remembered.fittedAt, lifetime)) {
      return false;
    }
    const wait = error && LASTING.includes(error.kind) ? lifetime : Math.max(RETRY, config.interval);
    return error === undefined || !isWithin(triedAt, wait);
  }

  /** Fetches the history of a query once and fits all series that are due. */
  private async fit(query: WatchedQuery, due: WatchedSeries[], signal: AbortSignal): Promise<void> {
    const { query: ask, now } = this.parts;
    due.forEach((one) => (one.triedAt = now()));
    const plan = planHistory(query.options, now(), now());
    try {
      const histories = new Map((await ask(query.expr, plan, signal)).map((one) => [one.id, one]));
      // Each takes the next one that waits.
      const waiting = due.values();
      const inTurn = async () => {
        for (const one of waiting) {
          await this.fitSeries(one, histories.get(one.id), plan.step, signal);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
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
    const { config, answer, now, isMine } = this.parts;
    const { query, key, triedAt: started } = one;
    if (signal.aborted || !isMine(key)) {
      return;
    }
    const question = this.questionOf(query);
    // A fit that failed is another one when it is tried again.
    const slot = JSON.stringify([key, question, one.remembered?.fittedAt, one.error && started]);
    try {
      const series = toGrid(history ?? { times: [], values: [] }, step);
      const usable = one.model && isFresh(one.model, { series }) ? one.model : undefined;
      const thresholds = query.thresholds.map(({ value }) => value);
      const options = boundedOptions(query.options, query.field, series, thresholds);
      const task = {
        ...{ series, options, thresholds, timeZone: config.timeZone, train: query.train },
        ...(usable && { model: usable }),
      };
      const response = await answer(task, { key, slot });
      one.model = response.model;
      one.remembered = { ...response, fittedAt: started, question };
      one.error = undefined;
      one.score(now());
      this.counters.forecasts++;
      this.counters.forecastSeconds += (now() - started) / 1000;
      if (response.model) {
        const isNew = response.model.trainedAt !== usable?.trainedAt;
        this.counters[isNew ? 'trainings' : 'modelsReused']++;
      }
      await this.keep(key, one.remembered);
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
      this.parts.log(`${one.key}: ${english(describeError(error))}`);
    }
    one.error = error;
  }

  /** A forecast that cannot be kept is a forecast still. */
  private async keep(key: string, remembered: Remembered): Promise<void> {
    try {
      await this.parts.remember(key, remembered);
    } catch (error) {
      countError(this.counters, 'state');
      this.parts.log(`${key} cannot be kept for the next start: ${messageOf(error)}`);
    }
  }

  /** Series that another process watches since the last round. What is known of them stays. */
  private release(): void {
    for (const key of this.series.keys()) {
      if (!this.parts.isMine(key)) {
        this.series.delete(key);
      }
    }
  }

  /** Series that their query answers without are forgotten when their forecast is no longer of use. */
  private async forget(): Promise<void> {
    const { config, now, forget, log } = this.parts;
    for (const [key, one] of this.series) {
      const isUseless = !(now() - one.samples.end <= 1000 * (config.refit + one.query.options.horizon));
      if (isUseless && this.answered.has(one.query.name)) {
        this.series.delete(key);
        await forget(key).catch((error: unknown) => log(`${key} is still kept: ${messageOf(error)}`));
      }
    }
  }

  private seriesOf(query: WatchedQuery): WatchedSeries[] {
    return this.all().filter((one) => one.query === query);
  }
}
