import { chartSeries } from './drawnForecast';
import { type PanelForecast, type SeriesForecast, type WorkCounts, nothing } from './forecastState';

/** The state of a panel's forecasts and its listeners. A state is replaced, never changed. */
export class ForecastStore {
  private state: PanelForecast = nothing;
  private readonly listeners = new Set<() => void>();
  private isOpen = true;

  readonly get = (): PanelForecast => this.state;

  /** @returns ends the subscription */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  find(key: string): SeriesForecast | undefined {
    return this.state.series.find((one) => one.key === key);
  }

  set(change: Partial<Omit<PanelForecast, 'charted'>>): void {
    if (!this.isOpen) {
      return;
    }
    const next = { ...this.state, ...change };
    this.state = { ...next, charted: chartSeries(next.series, this.state) };
    this.listeners.forEach((listener) => listener());
  }

  /** Changes one series; nothing happens if it is gone. */
  patch(key: string, change: Partial<SeriesForecast>): void {
    this.set({ series: this.state.series.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  }

  /** Counts an answer of the worker. */
  count(how: keyof WorkCounts): void {
    const counts = this.state.counts ?? { trained: 0, reused: 0, plain: 0, failed: 0 };
    this.set({ counts: { ...counts, [how]: counts[how] + 1 } });
  }

  open(): void {
    this.isOpen = true;
  }

  /** The state stays as it is until `open`. */
  close(): void {
    this.isOpen = false;
  }
}
