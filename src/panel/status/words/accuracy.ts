import type { Accuracy, Coverage, ForecastSource, Report } from '../../../core/fitted';
import { SERIES_NETWORKS } from '../../../core/members';
import { say } from '../../../language';
import { percent } from '../../frames';
import { type Formats, clauses, whole, writeDifference } from './formats';
import { nameSource } from './names';

/** The error of the drawn forecaster beside that of the naive forecast it has to beat. */
export interface Comparison {
  /** of the drawn forecaster, in the series' unit */
  mae: number;
  /** absent where no naive forecast was measured */
  baseline?: Accuracy;
  /** whole percent of the baseline's error by which the drawn one is smaller; below 0 where it is larger */
  betterBy: number;
}

const MODELS: ReadonlySet<ForecastSource> = new Set<ForecastSource>(['blend', ...SERIES_NETWORKS, 'pretrained']);

/** Undefined where nothing could be measured. The seasonal naive forecast is the baseline where it was measured. */
export function compareWithBaseline({ accuracy }: Pick<Report, 'accuracy'>): Comparison | undefined {
  const [drawn, ...others] = accuracy;
  if (!drawn || !Number.isFinite(drawn.mae)) {
    return undefined;
  }
  const baselines = others.filter(({ source, mae }) => !MODELS.has(source) && Number.isFinite(mae));
  const baseline = baselines.find(({ source }) => source === 'seasonal-naive') ?? baselines[0];
  const betterBy = baseline && baseline.mae > 0 ? Math.round((1 - drawn.mae / baseline.mae) * 100) : 0;
  return { mae: drawn.mae, baseline, betterBy };
}

/** "MAE 3 %, 25 % better than seasonal naive"; undefined where nothing could be measured. */
export function describeAccuracy(report: Pick<Report, 'accuracy'>, formats: Formats): string | undefined {
  const found = compareWithBaseline(report);
  if (!found) {
    return undefined;
  }
  const mae = `MAE ${writeDifference(found.mae, formats)}`;
  return found.baseline ? clauses([mae, describeDifference(found.betterBy, nameSource(found.baseline.source))]) : mae;
}

function describeDifference(betterBy: number, other: string): string {
  if (betterBy === 0) {
    return say('as good as {{other}}', { other });
  }
  const share = whole(Math.abs(betterBy) / 100);
  return betterBy > 0
    ? say('{{share}} better than {{other}}', { share, other })
    : say('{{share}} worse than {{other}}', { share, other });
}

/** "95 % band covered 93 %". */
export function describeLevel({ level, measured }: Coverage): string {
  return Number.isFinite(measured)
    ? say('{{level}} band covered {{measured}}', { level: percent(level), measured: percent(measured) })
    : say('{{level}} band covered nothing yet', { level: percent(level) });
}
