import { Counter, Gauge, Registry } from 'prom-client';
import { farthestOf } from '../../core/breaches';
import { courseOf, crossingOf } from '../alerts';
import type { Counters, WatchedSeries } from '../forecasts';
import type { Standing } from '../queue';
import { exportedLabels, quantilesOf } from './exported';

/** Lead times that are exported, seconds; the end of the forecast always, under the name of the horizon. */
const LEADS = [3600, 21_600, 86_400];

/** The state of the service at a scrape. */
export interface ServiceState extends Standing {
  series: readonly WatchedSeries[];
  counters: Counters;
  /** ms */
  now: number;
}

/** Everything that is exported, made anew each time: a series that is gone is gone from the export. */
export function collectMetrics({ series, counters, waiting, replicas, now }: ServiceState): Registry {
  const registry = new Registry();
  const names = [...new Set(series.flatMap((one) => Object.keys(exportedLabels(one))))];
  const gauge = (name: string, help: string, more: string[] = []) =>
    new Gauge({ name: `presage_${name}`, help, labelNames: [...names, 'query', ...more], registers: [registry] });

  const expected = gauge('expected', 'Value that was expected of the newest sample.');
  const forecast = gauge('forecast', 'Forecast at a lead time.', ['lead_seconds', 'quantile']);
  const score = gauge('anomaly_score', 'Distance from what was expected; 1 is the edge of the band.');
  const isAnomalous = gauge('anomalous', '1 while the newest sample belongs to an anomaly.');
  const chance = gauge('breach_probability', 'Chance of crossing a threshold within the horizon.', [
    'threshold',
    'direction',
  ]);
  const until = gauge('breach_seconds', 'Seconds until a threshold is likely crossed; +Inf where it is not.', [
    'threshold',
    'direction',
  ]);
  const farthest = gauge('breach_farthest', 'What the forecast comes to on the bad side of a threshold at its most.', [
    'threshold',
    'direction',
  ]);
  const coverage = gauge('coverage_ratio', 'Measured share of values inside the band of a level.', ['level']);
  const error = gauge('error_ratio', 'Mean absolute error over that of the seasonal naive forecast, on unseen values.');
  const age = gauge('sample_age_seconds', 'Seconds since the newest sample.');

  for (const one of series) {
    const labels = { ...exportedLabels(one), query: one.query.name };
    age.set(labels, one.age(now));
    if (!one.shown) {
      continue;
    }
    const { shown } = one;
    const last = shown.expected.times.length - 1;
    setKnown(expected, labels, shown.expected.point[last]);
    setKnown(score, labels, shown.anomalyScore[last]);
    isAnomalous.set(labels, shown.anomalies.some(({ end }) => end >= shown.expected.times[last]) ? 1 : 0);
    const { horizon } = one.query.options;
    for (const lead of [...LEADS.filter((lead) => lead < horizon), horizon]) {
      // The end of the horizon comes nearer until the next fit, and what has passed is no forecast.
      const at = shown.forecast.times.findIndex((time) => time - one.samples.end >= 1000 * lead);
      if (at < 0 && lead < horizon) {
        continue;
      }
      const row = at < 0 ? shown.forecast.times.length - 1 : at;
      for (const [quantile, values] of quantilesOf(shown.forecast)) {
        setKnown(forecast, { ...labels, lead_seconds: lead, quantile }, values[row]);
      }
    }
    for (const threshold of one.query.thresholds) {
      const crossing = crossingOf(one, threshold);
      const named = { ...labels, threshold: threshold.value, direction: threshold.direction };
      chance.set(named, crossing?.probability ?? 0);
      const time = crossing?.breach.time ?? NaN;
      setKnown(farthest, named, farthestOf(courseOf(one), threshold.direction));
      until.set(named, Number.isNaN(time) ? Infinity : Math.max(0, (time - now) / 1000));
    }
    const { report } = shown;
    report.coverage.forEach(({ level, measured }) => setKnown(coverage, { ...labels, level }, measured));
    const naive = report.accuracy.find(({ source }) => source === 'seasonal-naive');
    setKnown(error, labels, report.accuracy[0] && naive ? report.accuracy[0].mae / naive.mae : NaN);
  }

  const total = (name: string, help: string, value: number) =>
    new Counter({ name: `presage_${name}_total`, help, registers: [registry] }).inc(value);
  total('rounds', 'Rounds since the start.', counters.rounds);
  total('forecasts', 'Forecasts made.', counters.forecasts);
  total('trainings', 'LSTMs trained.', counters.trainings);
  total('models_reused', 'Forecasts of a model that was at hand.', counters.modelsReused);
  total('forecast_seconds', 'Seconds from asking for a forecast to having it, summed.', counters.forecastSeconds);
  const errors = new Counter({
    name: 'presage_errors_total',
    help: 'What failed.',
    labelNames: ['kind'],
    registers: [registry],
  });
  counters.errors.forEach((count, kind) => errors.inc({ kind }, count));
  const plain = (name: string, help: string, value: number) =>
    new Gauge({ name: `presage_${name}`, help, registers: [registry] }).set(value);
  plain('series', 'Series that are watched.', series.length);
  plain('series_left_out', 'Series beyond maxSeries, which are not watched.', counters.leftOut);
  plain('round_seconds', 'Duration of the last round.', counters.roundSeconds);
  plain('queue', 'Forecasts that wait for a thread, of all replicas.', waiting);
  if (replicas !== undefined) {
    plain('replicas', 'Processes that share the series.', replicas);
  }
  return registry;
}

function setKnown(gauge: Gauge, labels: Record<string, string | number>, value: number | undefined): void {
  if (value !== undefined && Number.isFinite(value)) {
    gauge.set(labels, value);
  }
}
