/** Counts of the work done since the service began. Durations in seconds. */
export interface Counters {
  rounds: number;
  forecasts: number;
  trainings: number;
  /** forecasts whose model was at hand */
  modelsReused: number;
  errors: Map<string, number>;
  /** series left out for `maxSeries` in the last round */
  leftOut: number;
  roundSeconds: number;
  forecastSeconds: number;
  /** ms of the last round that Prometheus answered; NaN before */
  answeredAt: number;
}

export const createCounters = (): Counters => ({
  rounds: 0,
  forecasts: 0,
  trainings: 0,
  modelsReused: 0,
  errors: new Map(),
  leftOut: 0,
  roundSeconds: 0,
  forecastSeconds: 0,
  answeredAt: NaN,
});

export function countError({ errors }: Counters, kind: string): void {
  errors.set(kind, (errors.get(kind) ?? 0) + 1);
}
