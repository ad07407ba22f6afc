import type { Anomaly } from '../../core/anomalies';
import type { Breach } from '../../core/breaches';
import { lowerBound } from '../../core/math';
import { percent } from '../frames';
import { halfStepOf } from './hover';
import type { ChartModel, DrawnSeries } from './model';
import { curveAt, observedAt, withAnchor } from './placing';

/** From data to canvas pixels. */
export interface Projection {
  x(time: number): number;
  y(value: number, scaleKey: string): number;
  /** plotting area, canvas pixels */
  area: { left: number; top: number; width: number; height: number };
}

export interface Run {
  left: number;
  width: number;
  severity: Anomaly['severity'];
  /** place of its series among several, and the colour of that */
  lane: number;
  color: string;
}

export interface Marker {
  x: number;
  y: number;
  direction: Anomaly['direction'];
  severity: Anomaly['severity'];
}

export interface Point {
  x: number;
  y: number;
}

export interface BandLabel extends Point {
  text: string;
}

export interface BreachMark {
  /** when the point crosses; NaN if only an edge of the band does */
  x: number;
  /** on the threshold line */
  y: number;
  /** span of the interval, clipped to the plotting area */
  left: number;
  right: number;
  direction: Breach['direction'];
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

function visible(model: ChartModel): Array<DrawnSeries & { result: NonNullable<DrawnSeries['result']> }> {
  return model.placed.filter(
    (drawn): drawn is DrawnSeries & { result: NonNullable<DrawnSeries['result']> } => !drawn.isHidden && !!drawn.result
  );
}

/** Canvas x where the future begins; undefined when it is not in view. */
export function nowLine(model: ChartModel, projection: Projection): number | undefined {
  const { left, width } = projection.area;
  const x = projection.x(model.now);
  return x >= left && x <= left + width ? x : undefined;
}

/** Stretches of time in which a series was anomalous, at least three pixels wide so that a single point shows. */
export function anomalyRuns(model: ChartModel, projection: Projection): Run[] {
  const { left, width } = projection.area;
  const right = left + width;
  return visible(model).flatMap(({ result, color }, lane) => {
    const half = halfStepOf(result);
    return result.anomalies.flatMap((anomaly) => {
      const x0 = projection.x(anomaly.start - half);
      const x1 = projection.x(anomaly.end + half);
      if (!(x1 > left && x0 < right)) {
        return [];
      }
      const from = clamp(x0, left, right);
      return [
        { left: from, width: Math.max(clamp(x1, left, right) - from, 3), severity: anomaly.severity, lane, color },
      ];
    });
  });
}

/** Stretches of the plotting area that nothing is learned from. */
export function excludedStretches(model: ChartModel, { x, area: { left, width } }: Projection) {
  return model.excluded.flatMap(({ from, to }) => {
    const [start, end] = [from, to].map((time) => clamp(x(time), left, left + width));
    return end > start ? [{ left: start, right: end }] : [];
  });
}

/** One marker a run, at its peak, on the actual value. */
export function anomalyMarkers(model: ChartModel, projection: Projection): Marker[] {
  const { left, top, width, height } = projection.area;
  return visible(model).flatMap(({ result, scaleKey, ...drawn }) =>
    result.anomalies.flatMap((anomaly) => {
      const x = projection.x(anomaly.peakTime);
      const actual = observedAt(drawn, anomaly.peakTime);
      if (!(x >= left && x <= left + width) || !Number.isFinite(actual)) {
        return [];
      }
      const y = clamp(projection.y(actual, scaleKey), top, top + height);
      return [{ x, y, direction: anomaly.direction, severity: anomaly.severity }];
    })
  );
}

/** The stretches of live lines that lie in anomalous runs, broken where the line is. */
export function anomalyLines(model: ChartModel, projection: Projection): Point[][] {
  return visible(model).flatMap(({ live, result, scaleKey }) => {
    const half = halfStepOf(result);
    const lines: Point[][] = [];
    for (const { start, end } of result.anomalies) {
      if (end < model.from || start > model.to) {
        continue;
      }
      let line: Point[] = [];
      live.times.forEach((time, index) => {
        const value = live.values[index];
        if (time >= start - half && time <= end + half && Number.isFinite(value)) {
          line.push({ x: projection.x(time), y: projection.y(value, scaleKey) });
        } else if (line.length > 0) {
          lines.push(line);
          line = [];
        }
      });
      lines.push(line);
    }
    return lines.filter((line) => line.length > 1);
  });
}

/** Width of the name of a band, in heights of its line. */
const LABEL_WIDTH = 3;

/** Names of the fan's bands at its far end, just inside the upper edges; none where one would not fit above the line. */
export function bandLabels(model: ChartModel, projection: Projection, lineHeight: number): BandLabel[] {
  const shown = visible(model);
  if (shown.length !== 1) {
    return [];
  }
  const [{ result, scaleKey }] = shown;
  const { times, intervals, point } = result.forecast;
  const last = times.filter((time) => time <= model.to).length - 1;
  if (last < 0) {
    return [];
  }
  const { top, height } = projection.area;
  const reach = projection.x(times[last]) - LABEL_WIDTH * lineHeight;
  // A forecast that falls comes down through the names: its highest value under them is what they stand above.
  const under = point.slice(0, last + 1).filter((_, row) => row === last || projection.x(times[row + 1]) >= reach);
  let below = projection.y(Math.max(...under), scaleKey) - lineHeight / 2;
  const labels: BandLabel[] = [];
  for (const { level, upper } of intervals) {
    const edge = projection.y(upper[last], scaleKey);
    if (below - edge < lineHeight || edge < top || edge > top + height) {
      return [];
    }
    labels.push({ x: projection.x(times[last]), y: edge + lineHeight / 2, text: percent(level) });
    below = edge;
  }
  return labels;
}

/**
 * Top of a label at the top of the plotting area, or as many heights below it as it takes to lie on no line.
 * @param label canvas pixels
 */
export function freeTop(
  model: ChartModel,
  { y, area }: Projection,
  label: { left: number; width: number; height: number }
) {
  const timeAt = (pixel: number) => model.from + ((pixel - area.left) / area.width) * (model.to - model.from);
  const [from, to] = [timeAt(label.left), timeAt(label.left + label.width)];
  const covered = model.placed
    .filter(({ isHidden }) => !isHidden)
    .flatMap((drawn) => linesOf(drawn).map((line) => ({ ...line, scaleKey: drawn.scaleKey })))
    .map(({ scaleKey, ...line }) => {
      const inside = line.values.slice(lowerBound(line.times, from), lowerBound(line.times, to));
      const heights = [curveAt(line, from), ...inside, curveAt(line, to)].filter(Number.isFinite);
      const pixels = heights.map((value) => y(value, scaleKey));
      return { top: Math.min(...pixels), bottom: Math.max(...pixels) };
    });
  const isFree = (top: number) => covered.every((line) => line.bottom < top || line.top > top + label.height);
  for (let top = area.top; top + label.height <= area.top + area.height; top += label.height) {
    if (isFree(top)) {
      return top;
    }
  }
  return area.top;
}

function linesOf(drawn: DrawnSeries) {
  const { live, result } = drawn;
  if (!result) {
    return [live];
  }
  const { times, anchor } = withAnchor(drawn, result);
  return [live, { times, values: anchor(result.forecast.point) }];
}

/** Marks on the threshold lines where forecasts cross them, with the interval of the crossing. */
export function breachMarks(model: ChartModel, projection: Projection): BreachMark[] {
  const { left, top, width, height } = projection.area;
  const right = left + width;
  return visible(model).flatMap(({ result, scaleKey }) =>
    result.breaches.flatMap((breach) => {
      if (breach.already) {
        return [];
      }
      const y = projection.y(breach.threshold, scaleKey);
      const known = [breach.time, breach.earliest, breach.latest].filter(Number.isFinite);
      if (known.length === 0 || !(y >= top && y <= top + height)) {
        return [];
      }
      const from = projection.x(Number.isFinite(breach.earliest) ? breach.earliest : Math.min(...known));
      // A band that still reaches the threshold at the horizon has no latest crossing: the interval stays open.
      const to = Number.isFinite(breach.latest) ? projection.x(breach.latest) : right;
      const x = projection.x(breach.time);
      if (from > right) {
        return [];
      }
      return [
        {
          x: x >= left && x <= right ? x : NaN,
          y,
          left: clamp(from, left, right),
          right: clamp(to, left, right),
          direction: breach.direction,
        },
      ];
    })
  );
}
