import type { ForecastOptions } from '../../core/options';
import type { Covariate, HistoryPlan } from '../../core/series';
import { type Answer, type Clock, type FetchHistory, HistoryLoader } from '../history';
import { findCovariates, withoutKnown } from './covariates';
import { chooseSeries } from '../frames';
import type { SessionInput } from './sessionInput';
import type { ForecastStore } from './store';
import { type Taken, takeHistory } from './takeHistory';

interface Listener {
  /** another history came: the series in the store have theirs */
  taken(): void;
  /** a failure lies far enough back to ask again */
  retry(): void;
}

/** The history of a panel's series: asked for when it is due, then given to the series that are shown. */
export class PanelHistory {
  private readonly loader: HistoryLoader;
  private answer?: Answer;
  private histories?: Taken['histories'];
  private options?: ForecastOptions;

  /** @param input the panel's last input; defined before anything is asked for */
  constructor(
    private readonly store: ForecastStore,
    clock: Clock,
    private readonly input: () => SessionInput | undefined,
    listener: Listener
  ) {
    this.loader = new HistoryLoader(clock, {
      asked: () => store.set({ isFetching: true, fetchedShare: undefined }),
      answered: (answer) => {
        this.answer = answer;
        store.set({ isFetching: false, error: undefined });
        this.take(answer);
        listener.taken();
      },
      failed: (error) => store.set({ isFetching: false, error }),
      retry: () => listener.retry(),
    });
  }

  /**
   * Asks for the history if its queries, its grid or its end changed, and gives the series the one at hand.
   *
   * @returns whether the series have the history of this question; otherwise it is on its way, or failed
   */
  update({ fetch, source, live }: SessionInput, plan: HistoryPlan, options: ForecastOptions): boolean {
    this.options = options;
    if (!fetch) {
      this.loader.stop();
      this.take(undefined);
      return true;
    }
    const reach = plan.ahead && [plan.ahead.refIds, plan.ahead.end - plan.end];
    const kind = JSON.stringify([source, plan.step, plan.end - plan.start, live.map(({ key }) => key), reach]);
    const telling: FetchHistory = (asked, signal) =>
      fetch(asked, signal, (fetchedShare) => !signal.aborted && this.store.set({ fetchedShare }));
    this.loader.load(kind, source, plan, telling, () => this.isCovered());
    if (this.answer?.kind !== kind) {
      return false;
    }
    this.take(this.answer);
    return true;
  }

  /** The other series that the options let this one see, with the histories that were fetched last. */
  covariatesOf(key: string, options: ForecastOptions): Covariate[] {
    const input = this.input();
    return input && this.histories ? findCovariates(key, options, input.live, this.histories) : [];
  }

  /** Forgets failures: the next `update` asks. */
  reset(): void {
    this.loader.reset();
  }

  /** Ends what is under way. */
  stop(): void {
    this.loader.stop();
  }

  /** Whether the forecasts on screen cover all that the dashboard shows, out of sample. */
  private isCovered(): boolean {
    const { from } = this.input()!.range;
    const { series } = this.store.get();
    return series.length > 0 && series.every(({ drawn }) => drawn && drawn.result.expected.times[0] <= from);
  }

  /** Gives each live series its history. @param answer undefined where nobody can be asked */
  private take(answer: Answer | undefined): void {
    const { live, thresholds } = this.input()!;
    const { seriesAtOnce: limit, knownAhead } = this.options!;
    const older = this.store.get().series;
    const held = new Set(older.map(({ key }) => key));
    const wanted = withoutKnown(live, { knownAhead });
    const chosen = chooseSeries(wanted, { limit, thresholds, held });
    const { series, histories, notes } = takeHistory(live, chosen, answer, older);
    this.histories = histories;
    this.store.set({ series, omitted: wanted.length - chosen.length, notes });
  }
}
