import path from 'node:path';
import { drawForecast } from '../../src/core/fitted/drawForecast';
import { mean } from '../../src/core/math/numbers';
import { fitWithoutLstm } from '../../src/core/fitted/fittedForecast';
import type { DemoPanel } from './demo';

export const GOLDEN_FILE = path.join(__dirname, 'golden.json');

/** What the blend without networks makes of the demo's scenarios: the same on every machine, to rounding. */
export interface Golden {
  panel: string;
  /** mean absolute error of the replay, and of the seasonal naive forecast */
  mae: number;
  naiveMae: number;
  /** share of the values in the widest band */
  coverage: number;
  /** first and last point of the forecast */
  first: number;
  last: number;
  /** mean width of the widest band of the forecast */
  width: number;
  /** start of each anomaly */
  anomalies: string[];
}

export function measureGolden({ name, series, options, thresholds }: DemoPanel): Golden {
  const { report, forecast, anomalies } = drawForecast(fitWithoutLstm(series, options, { timeZone: 'UTC' }), {
    thresholds,
    trainedAt: 0,
  });
  const { lower, upper } = forecast.intervals[forecast.intervals.length - 1];
  const maeOf = (source: string) => report.accuracy.find((accuracy) => accuracy.source === source)?.mae ?? NaN;
  return {
    panel: name,
    mae: maeOf('blend'),
    naiveMae: maeOf('seasonal-naive'),
    coverage: report.coverage[report.coverage.length - 1].measured,
    first: forecast.point[0],
    last: forecast.point[forecast.point.length - 1],
    width: mean(upper.map((value, h) => value - lower[h])),
    anomalies: anomalies.map(({ start }) => new Date(start).toISOString()),
  };
}
