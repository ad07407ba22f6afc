import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import {
  anomalyLines,
  anomalyMarkers,
  anomalyRuns,
  bandLabels,
  breachMarks,
  excludedStretches,
  freeTop,
  nowLine,
  type Marker,
  type Projection,
} from './geometry';
import type { ChartModel } from './model';
import type { TimeMark } from './timeMarks';

/** Colours and sizes of the overlay, from theme tokens. */
export interface OverlayStyle {
  future: string;
  now: string;
  nowLabel: string;
  bandLabel: string;
  labelBackground: string;
  halo: string;
  anomaly: string;
  run: string;
  excluded: string;
  breach: string;
  exemplar: string;
  font: string;
}

export function overlayStyle(theme: GrafanaTheme2): OverlayStyle {
  const { colors, typography } = theme;
  return {
    future: colorManipulator.alpha(colors.text.maxContrast, theme.isDark ? 0.035 : 0.03),
    now: colors.text.secondary,
    nowLabel: colors.text.primary,
    bandLabel: colors.text.secondary,
    labelBackground: colors.background.primary,
    halo: colors.background.primary,
    anomaly: theme.visualization.getColorByName('red'),
    run: colorManipulator.alpha(theme.visualization.getColorByName('red'), theme.isDark ? 0.11 : 0.08),
    excluded: colorManipulator.alpha(colors.text.secondary, 0.35),
    breach: theme.visualization.getColorByName('dark-orange'),
    exemplar: theme.visualization.getColorByName('purple'),
    font: `${typography.fontWeightMedium} 11px ${typography.fontFamily}`,
  };
}

/** Behind everything: the shaded future, excluded windows, runs of anomalies. `ratio`: canvas pixels per CSS pixel. */
export function paintBackground(
  ctx: CanvasRenderingContext2D,
  model: ChartModel,
  at: Projection,
  style: OverlayStyle,
  ratio: number
) {
  const { left, top, width, height } = at.area;
  const now = nowLine(model, at);
  ctx.save();
  if (now !== undefined) {
    ctx.fillStyle = style.future;
    ctx.fillRect(now, top, left + width - now, height);
  }
  paintAnnotations(ctx, model, at);
  paintExcluded(ctx, model, at, style, ratio);
  const isOne = model.series.filter(({ isHidden }) => !isHidden).length === 1;
  for (const run of anomalyRuns(model, at)) {
    // Of several series a run is a strip of its own in the colour of its owner.
    ctx.fillStyle = isOne ? style.run : run.color;
    ctx.fillRect(run.left, isOne ? top : top + run.lane * LANE * ratio, run.width, isOne ? height : (LANE - 1) * ratio);
  }
  ctx.restore();
}

/** Height of the strip of one of several series, and distance of hatches, CSS pixels. */
const LANE = 5;
const HATCH = 8;

/** Windows that nothing is learned from, hatched. */
function paintExcluded(
  ctx: CanvasRenderingContext2D,
  model: ChartModel,
  at: Projection,
  style: OverlayStyle,
  ratio: number
) {
  const { top, height } = at.area;
  for (const { left, right } of excludedStretches(model, at)) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, right - left, height);
    ctx.clip();
    ctx.strokeStyle = style.excluded;
    ctx.lineWidth = ratio;
    ctx.beginPath();
    for (let x = left - height; x < right; x += HATCH * ratio) {
      ctx.moveTo(x, top + height);
      ctx.lineTo(x + height, top);
    }
    ctx.stroke();
    ctx.restore();
  }
}

/** Regions as a tint, moments as a dashed line, both with a tick at the bottom, as Grafana draws them. */
function paintAnnotations(ctx: CanvasRenderingContext2D, model: ChartModel, at: Projection) {
  const { left, top, width, height } = at.area;
  for (const { time, timeEnd, color } of model.annotations) {
    const from = Math.max(at.x(time), left);
    const to = Math.min(at.x(timeEnd), left + width);
    if (from > to) {
      continue;
    }
    ctx.fillStyle = colorManipulator.alpha(color, 0.1);
    ctx.fillRect(from, top, to - from, height);
    ctx.strokeStyle = color;
    ctx.setLineDash([5, 5]);
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (const x of new Set([from, to])) {
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + height);
    }
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = color;
    ctx.fillRect(from - 2, top + height - 4, to - from + 4, 4);
  }
}

/** In front of everything: the lines of now and the last value, breach marks and anomaly markers. */
export function paintForeground(
  ctx: CanvasRenderingContext2D,
  model: ChartModel,
  at: Projection,
  style: OverlayStyle,
  ratio: number,
  marks: TimeMark[]
) {
  ctx.save();
  const { left, top, width, height } = at.area;
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  paintAnomalyLines(ctx, model, at, style, ratio);
  paintBandLabels(ctx, model, at, style, ratio);
  for (const mark of marks) {
    const x = at.x(mark.time);
    if (x >= left && x <= left + width) {
      paintTimeMark(ctx, x, mark, model, at, style, ratio);
    }
  }
  paintBreaches(ctx, model, at, style, ratio);
  ctx.restore();
  ctx.save();
  // Not clipped: a ring at the edge of the plot is drawn whole.
  for (const marker of anomalyMarkers(model, at)) {
    paintMarker(ctx, marker, at, style, ratio);
  }
  ctx.restore();
}

const fontAt = (style: OverlayStyle, pixels: number) => style.font.replace('11px', `${pixels}px`);

function paintAnomalyLines(
  ctx: CanvasRenderingContext2D,
  model: ChartModel,
  at: Projection,
  style: OverlayStyle,
  ratio: number
) {
  ctx.strokeStyle = style.anomaly;
  ctx.lineWidth = 2 * ratio;
  ctx.lineJoin = 'round';
  for (const [first, ...rest] of anomalyLines(model, at)) {
    ctx.beginPath();
    ctx.moveTo(first.x, first.y);
    rest.forEach(({ x, y }) => ctx.lineTo(x, y));
    ctx.stroke();
  }
}

function paintBandLabels(
  ctx: CanvasRenderingContext2D,
  model: ChartModel,
  at: Projection,
  style: OverlayStyle,
  ratio: number
) {
  ctx.font = fontAt(style, 10 * ratio);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = style.bandLabel;
  for (const { x, y, text } of bandLabels(model, at, 12 * ratio)) {
    ctx.fillText(text, x - 4 * ratio, y);
  }
}

function paintTimeMark(
  ctx: CanvasRenderingContext2D,
  x: number,
  { text, side }: TimeMark,
  model: ChartModel,
  at: Projection,
  style: OverlayStyle,
  ratio: number
) {
  const { left, top, width, height } = at.area;
  ctx.strokeStyle = style.now;
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(Math.round(x), top);
  ctx.lineTo(Math.round(x), top + height);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = fontAt(style, 11 * ratio);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const pad = 4 * ratio;
  const boxWidth = ctx.measureText(text).width + 2 * pad;
  const boxHeight = 16 * ratio;
  const [before, after] = [x - boxWidth - 2 * ratio, x + 2 * ratio];
  // The label changes sides where there is no room.
  const boxLeft = (side === 'right' && after + boxWidth <= left + width) || before < left ? after : before;
  const boxTop = freeTop(model, at, { left: boxLeft, width: boxWidth, height: boxHeight });
  ctx.fillStyle = style.labelBackground;
  ctx.globalAlpha = 0.85;
  ctx.fillRect(boxLeft, boxTop, boxWidth, boxHeight);
  ctx.globalAlpha = 1;
  ctx.fillStyle = style.nowLabel;
  ctx.fillText(text, boxLeft + pad, boxTop + boxHeight / 2);
}

/** An interval on the threshold line, as an error bar, with a diamond at the crossing of the point. */
function paintBreaches(
  ctx: CanvasRenderingContext2D,
  model: ChartModel,
  at: Projection,
  style: OverlayStyle,
  ratio: number
) {
  for (const mark of breachMarks(model, at)) {
    const cap = 4 * ratio;
    for (const [stroke, lineWidth] of [
      [style.halo, 5 * ratio],
      [style.breach, 2 * ratio],
    ] as const) {
      ctx.strokeStyle = stroke;
      ctx.lineWidth = lineWidth;
      ctx.beginPath();
      ctx.moveTo(mark.left, mark.y);
      ctx.lineTo(mark.right, mark.y);
      for (const end of [mark.left, mark.right]) {
        ctx.moveTo(end, mark.y - cap);
        ctx.lineTo(end, mark.y + cap);
      }
      ctx.stroke();
    }
    if (Number.isFinite(mark.x)) {
      const size = 6 * ratio;
      ctx.beginPath();
      ctx.moveTo(mark.x, mark.y - size);
      ctx.lineTo(mark.x + size, mark.y);
      ctx.lineTo(mark.x, mark.y + size);
      ctx.lineTo(mark.x - size, mark.y);
      ctx.closePath();
      ctx.fillStyle = style.breach;
      ctx.fill();
      ctx.strokeStyle = style.halo;
      ctx.lineWidth = 1.5 * ratio;
      ctx.stroke();
    }
  }
}

/** A ring at the peak (filled when critical) and a caret that points where the value went, legible without colour. */
function paintMarker(
  ctx: CanvasRenderingContext2D,
  { x, y, direction, severity }: Marker,
  at: Projection,
  style: OverlayStyle,
  ratio: number
) {
  const radius = 5 * ratio;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.strokeStyle = style.halo;
  ctx.lineWidth = 4.5 * ratio;
  ctx.stroke();
  ctx.fillStyle = severity === 'critical' ? style.anomaly : style.halo;
  ctx.fill();
  ctx.strokeStyle = style.anomaly;
  ctx.lineWidth = 2 * ratio;
  ctx.stroke();

  const sign = direction === 'above' ? -1 : 1;
  const gap = radius + 4 * ratio;
  const size = 6 * ratio;
  const { top, height } = at.area;
  const outside = y + sign * (gap + size) < top || y + sign * (gap + size) > top + height;
  // At the edge of the plot the caret moves to the inner side; it still points the way the value went.
  const base = outside ? y - sign * (gap + size) : y + sign * gap;
  ctx.beginPath();
  ctx.moveTo(x - size, base);
  ctx.lineTo(x + size, base);
  ctx.lineTo(x, base + sign * size);
  ctx.closePath();
  ctx.strokeStyle = style.halo;
  ctx.lineWidth = 2 * ratio;
  ctx.stroke();
  ctx.fillStyle = style.anomaly;
  ctx.fill();
}
