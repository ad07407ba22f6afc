import { boundedOptions } from '../../core/fitted';
import { LOOK_BACK } from '../../core/live';
import { toForecastError } from '../../core/options';
import { type HistoryPlan, planHistory, toGrid } from '../../core/series';
import { isFresh } from '../../worker/reuse';
import type { Config, WatchedQuery } from '../config';
import type { QueryRange, Samples } from '../prometheus';
import type { Answer } from './answer';
import { type Counters, countError, createCounters } from './counters';
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
  remember(key: string, remembered: Remembered): void;
  /** told of what failed, in words */
  log(sentence: string): void;
}

/** Refits that a query asks its history for again at least this many seconds later where they failed. */
const RETRY = 60;
/** Rounds whose samples are asked for again: the newest come late. */
const LATE = 2;

/** Watches the queries of a configuration, round by round. */
export class Rounds {
  readonly counters: Counters = createCounters();
  private readonly series = new Map<string, WatchedSeries>();
  /** by query, ms of the last fit that was tried */
  private readonly triedAt = new Map<string, number>();

  constructor(private readonly parts: RoundParts) {}

  /** All series that have answers or errors, in order of their queries. */
  all(): WatchedSeries[] {
    return [...this.series.values()];
  }

  /** One round: new samples of each query, fits that are due, scores. What fails is told and tried again next time. */
  async run(signal: AbortSignal): Promise<void> {
    const { config, log, now } = this.parts;
    const started = now();
    this.counters.leftOut = 0;
    for (const query of config.queries) {
      try {
        await this.watchQuery(query, signal);
        this.counters.answeredAt = now();
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        countError(this.counters, 'query');
        log(`${query.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    this.forget();
    this.counters.rounds++;
    this.counters.roundSeconds = (now() - started) / 1000;
  }

  private async watchQuery(query: WatchedQuery, signal: AbortSignal): Promise<void> {
    const found = await this.parts.query(query.expr, this.planSamples(query), signal);
    for (const one of found) {
      this.take(query, one);
    }
    const mine = this.seriesOf(query);
    const due = mine.filter((one) => this.isDue(one));
    if (due.length > 0 && this.mayTry(query)) {
      await this.fit(query, due, signal);
    }
    mine.forEach((one) => one.score());
  }

  /** The samples that are not at hand, and the newest of those that are. */
  private planSamples(query: WatchedQuery): HistoryPlan {
    const { config, now } = this.parts;
    const stepMs = 1000 * config.interval;
    const end = Math.floor(now() / stepMs) * stepMs;
    const longest = end - (LOOK_BACK - 1) * stepMs;
    const ends = this.seriesOf(query).flatMap(({ samples }) => (Number.isNaN(samples.end) ? [] : [samples.end]));
    const start = ends.length > 0 ? Math.max(longest, Math.max(...ends) - LATE * stepMs) : longest;
    return { start: Math.min(start, end), end, step: config.interval };
  }

  private take(query: WatchedQuery, { id, metric, times, values }: Samples): void {
    const { config, now, recall, shard } = this.parts;
    const key = `${query.name}/${id}`;
    if (shard && !belongsTo(key, shard)) {
      return;
    }
    let one = this.series.get(key);
    if (!one) {
      if (this.series.size >= config.maxSeries) {
        this.counters.leftOut++;
        return;
      }
      one = new WatchedSeries(query, id, metric, 1000 * config.interval);
      one.remembered = recall(key);
      this.series.set(key, one);
    }
    one.samples.add(times, values);
    one.seenAt = now();
  }

  private isDue({ remembered }: WatchedSeries): boolean {
    const { config, now } = this.parts;
    return remembered === undefined || now() - remembered.fittedAt >= 1000 * config.refit;
  }

  private mayTry({ name }: WatchedQuery): boolean {
    const { config, now } = this.parts;
    const wait = 1000 * Math.max(RETRY, config.interval);
    return !(now() - (this.triedAt.get(name) ?? -Infinity) < wait);
  }

  /** Fetches the history of a query once and fits all series that are due, as many at a time as there are threads. */
  private async fit(query: WatchedQuery, due: WatchedSeries[], signal: AbortSignal): Promise<void> {
    const { query: ask, now } = this.parts;
    this.triedAt.set(query.name, now());
    const plan = planHistory(query.options, now(), now());
    const histories = new Map((await ask(query.expr, plan, signal)).map((one) => [one.id, one]));
    await Promise.all(due.map((one) => this.fitSeries(one, histories.get(one.id), plan.step)));
  }

  private async fitSeries(one: WatchedSeries, history: Samples | undefined, step: number): Promise<void> {
    const { config, answer, now, remember } = this.parts;
    const { query } = one;
    const started = now();
    try {
      const series = toGrid(history ?? { times: [], values: [] }, step);
      const model = one.remembered?.model;
      const usable = model && isFresh(model, series) ? model : undefined;
      const thresholds = query.thresholds.map(({ value }) => value);
      const options = boundedOptions(query.options, query.field, series, thresholds);
      const response = await answer({
        ...{ series, options, thresholds, timeZone: config.timeZone, train: query.train },
        ...(usable && { model: usable }),
      });
      one.remembered = { ...response, fittedAt: started };
      one.error = undefined;
      remember(one.key, one.remembered);
      this.counters.forecasts++;
      this.counters.forecastSeconds += (now() - started) / 1000;
      if (response.model) {
        const isNew = response.model.trainedAt !== usable?.trainedAt;
        this.counters[isNew ? 'trainings' : 'modelsReused']++;
      }
    } catch (error) {
      one.error = toForecastError(error);
      countError(this.counters, one.error.kind);
    }
  }

  /** Series that their query no longer has are forgotten when their forecast is no longer of use. */
  private forget(): void {
    const { config, now } = this.parts;
    for (const [key, one] of this.series) {
      if (now() - one.seenAt > 1000 * (config.refit + one.query.options.horizon)) {
        this.series.delete(key);
      }
    }
  }

  private seriesOf(query: WatchedQuery): WatchedSeries[] {
    return this.all().filter((one) => one.query === query);
  }
}
