import { mean } from '../../src/core/math/numbers';
import type { Series } from '../../src/core/series/series';

/** A series in means of so many seconds, or as it is where its step is longer. */
export function inMeans(series: Series, seconds: number): Series {
  const { step, values } = series;
  const size = step < seconds ? Math.round(seconds / step) : 1;
  const means = Float64Array.from({ length: Math.floor(values.length / size) }, (_, i) =>
    mean(values.slice(i * size, (i + 1) * size).filter((value) => !Number.isNaN(value)))
  );
  return { ...series, step: step * size, values: means };
}
