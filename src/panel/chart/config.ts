import { colorManipulator, FieldColorModeId, type Field, type GrafanaTheme2 } from '@grafana/data';
import {
  AxisPlacement,
  GraphDrawStyle,
  GraphThresholdsStyleMode,
  LineInterpolation,
  ScaleDirection,
  ScaleOrientation,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import { DAY_MS } from '../../core/math';
import { DEFAULT_THRESHOLDS_STYLE, type FieldOptions } from '../types';
import { usualGap } from './hover';
import { addKeyboardTooltip } from './cursor';
import type { Projection } from './geometry';
import { lonePoints } from './lonePoints';
import { modelOf, type ChartModel, type Column, type ColumnValues, type DrawnSeries } from './model';
import { overlayStyle, paintBackground, paintForeground } from './paint';
import { paddedRange, tickDistances, valueExtent } from './range';
import { timeMarks } from './timeMarks';

/** Fill of one band over the panel; the narrower bands lie on the wider ones and add up. */
const BAND_ALPHA = { expected: 0.14, forecast: 0.14 };

/** With more series than this the bands are fainter still. */
const MANY = 3;

/** The part of a model that its configuration depends on, as text; a chart is built anew only when this changes. */
export function chartShape({ series, columns, areas }: ChartModel): string {
  return JSON.stringify([
    columns,
    areas,
    series.map((drawn) => [
      drawn.scaleKey,
      drawn.color,
      drawn.forecastColor,
      drawn.lineWidth,
      drawn.fillOpacity,
      drawn.isHidden,
      drawn.live.frameIndex,
      drawn.live.fieldIndex,
      axisConfig(drawn.live.field),
    ]),
  ]);
}

const axisConfig = ({ config }: Field) => [
  config.unit,
  config.decimals,
  config.min,
  config.max,
  config.thresholds,
  (config.custom as FieldOptions | undefined)?.thresholdsStyle,
];

/** CSS pixels, more than any chart has. */
const EVERYWHERE = 1e5;

/** uPlot's configuration for a model: axes, thresholds, columns in order, bands by index, the overlay as hooks. */
export function buildConfig(
  first: ChartModel,
  theme: GrafanaTheme2,
  timeZone: string,
  mode = TooltipDisplayMode.Multi
): UPlotConfigBuilder {
  const builder = new UPlotConfigBuilder(timeZone);
  // Cursor points of derived columns have no field of their own.
  builder.setPrepData(() => [[]]);
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: (u) => xRange(modelOf(u) ?? first),
  });
  builder.addAxis({
    scaleKey: 'x',
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    theme,
    filter: (u, splits) => splits.map((time) => (hasRoomForLabel(u, time) ? time : null)),
  });
  builder.setCursor({
    // A click pins a tooltip where the cursor is near a series: one of all series is pinned from anywhere.
    ...(mode === TooltipDisplayMode.Multi && { focus: { prox: EVERYWHERE } }),
    dataIdx: (u, index, row, time) => nearRow(modelOf(u), index, row, time),
    points: {
      size: (_, index) => (isEdge(first.columns[index - 1]) ? 0 : 8),
      fill: (_, index) => colorOf(first, index),
      stroke: (_, index) => colorManipulator.alpha(colorOf(first, index), 0.5),
    },
  });
  for (const drawn of first.series) {
    addValueAxis(builder, drawn, first, theme);
  }
  first.columns.forEach((column) => addColumn(builder, column, first.series[column.series], theme));
  for (const band of first.bands) {
    const drawn = first.series[band.series];
    // Bands of several series lie on each other.
    const share = first.series.length > MANY ? 0.3 : first.series.length > 1 ? 0.55 : 1;
    const fill = colorManipulator.alpha(drawn.forecastColor, BAND_ALPHA[band.part] * share);
    builder.addBand({ series: [band.upper, band.lower], fill });
  }
  for (const { upper, lower, isDown } of first.areas) {
    // Without a fill of its own it has that of its series.
    if (first.series[first.columns[upper - 1].series].fillOpacity > 0) {
      builder.addBand({ series: [upper, lower], dir: isDown ? 1 : -1 });
    }
  }
  addOverlay(builder, theme, timeZone);
  addKeyboardTooltip(builder);
  return builder;
}

function addValueAxis(builder: UPlotConfigBuilder, drawn: DrawnSeries, first: ChartModel, theme: GrafanaTheme2) {
  const { scaleKey, live } = drawn;
  const { field } = live;
  const { min, max, thresholds } = field.config;
  builder.addScale({
    scaleKey,
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: (u) => paddedRange(valueExtent(modelOf(u) ?? first, scaleKey), { min, max }),
  });
  builder.addAxis({
    scaleKey,
    theme,
    placement: AxisPlacement.Auto,
    incrs: tickDistances(field.config.unit),
    formatValue: (value: number, decimals) => {
      const shown = field.display?.(value, decimals);
      return shown ? `${shown.prefix ?? ''}${shown.text}${shown.suffix ?? ''}` : String(value);
    },
  });
  const style = (field.config.custom as FieldOptions | undefined)?.thresholdsStyle ?? DEFAULT_THRESHOLDS_STYLE;
  if (thresholds && thresholds.steps.length > 1 && style.mode !== GraphThresholdsStyleMode.Off) {
    builder.addThresholds({ scaleKey, thresholds, config: style, theme, hardMin: min, hardMax: max });
  }
}

const LINES: Record<Column['kind'], { width: number; dash?: number[]; alpha: number }> = {
  actual: { width: 1, alpha: 1 },
  expected: { width: 1, alpha: 0.55 },
  forecast: { width: 2, dash: [8, 5], alpha: 1 },
  upper: { width: 0, alpha: 0 },
  lower: { width: 0, alpha: 0 },
};

function addColumn(builder: UPlotConfigBuilder, { kind }: Column, drawn: DrawnSeries, theme: GrafanaTheme2) {
  const { width, dash, alpha } = LINES[kind];
  const isActual = kind === 'actual';
  const color = isActual ? drawn.color : colorManipulator.alpha(drawn.forecastColor, alpha);
  builder.addSeries({
    scaleKey: drawn.scaleKey,
    theme,
    show: !drawn.isHidden,
    drawStyle: GraphDrawStyle.Line,
    lineInterpolation: LineInterpolation.Linear,
    lineColor: color,
    lineWidth: isActual ? drawn.lineWidth : width,
    // uPlot counts dashes in canvas pixels.
    lineStyle: dash ? { fill: 'dash', dash: dash.map((length) => length * window.devicePixelRatio) } : undefined,
    fillOpacity: isActual ? drawn.fillOpacity : 0,
    colorMode: { id: FieldColorModeId.Fixed, name: 'Fixed', getCalculator: () => () => color },
    // Lone points between gaps would otherwise be invisible.
    showPoints: isActual ? VisibilityMode.Auto : VisibilityMode.Never,
    pointsFilter: isActual ? lonePoints : undefined,
    pointSize: 5,
    pointColor: color,
    spanNulls: false,
    pxAlign: false,
    dataFrameFieldIndex: isActual
      ? { frameIndex: drawn.live.frameIndex, fieldIndex: drawn.live.fieldIndex }
      : undefined,
  });
}

function addOverlay(builder: UPlotConfigBuilder, theme: GrafanaTheme2, timeZone: string): void {
  const style = overlayStyle(theme);
  builder.addHook('drawClear', (u) => {
    const model = modelOf(u);
    if (model) {
      paintBackground(u.ctx, model, projectionOf(u), style, pixelRatio(u));
    }
  });
  builder.addHook('draw', (u) => {
    const model = modelOf(u);
    if (model) {
      const marks = timeMarks(model, timeZone, Date.now());
      paintForeground(u.ctx, model, projectionOf(u), style, pixelRatio(u), marks);
    }
  });
}

/** Grafana's, CSS pixels */
const RIGHT_PADDING = 8;

/** Whether a label of the x axis, centred at its time, begins and ends inside the chart. Dates need more room than hours. */
function hasRoomForLabel(u: uPlot, time: number): boolean {
  const { min, max } = u.scales.x;
  if (min == null || max == null) {
    return true;
  }
  const half = max - min > DAY_MS ? 35 : 18;
  const middle = u.valToPos(time, 'x');
  // The canvas has its size only after the first layout.
  const isCut = middle + u.bbox.left / window.devicePixelRatio < half;
  return !isCut && middle + half <= u.valToPos(max, 'x') + RIGHT_PADDING;
}

const isEdge = (column: Column | undefined) => column?.kind === 'upper' || column?.kind === 'lower';

/** Colour of what a column belongs to, without transparency. */
function colorOf({ columns, series }: ChartModel, index: number): string {
  const column = columns[index - 1];
  const drawn = column && series[column.series];
  return drawn ? (column.kind === 'actual' ? drawn.color : drawn.forecastColor) : 'transparent';
}

/** The row where a column has a value near the cursor: columns lie on different grids. Edges show no point. */
function nearRow(model: ChartModel | undefined, index: number, row: number, time: number): number {
  const column = model?.columns[index - 1];
  if (!model || !column) {
    return row;
  }
  const values = model.data[index] as ColumnValues;
  const times = model.data[0];
  const drawn = model.series[column.series];
  const tolerance = column.kind === 'actual' ? usualGap(drawn.live.times) : (drawn.result?.report.step ?? 0) * 500;
  for (let i = 0; isEdge(column) === false && i < values.length; i++) {
    const [before, after] = [row - i, row + i];
    const isNear = (at: number) => values[at] != null && Math.abs(times[at] - time) <= tolerance;
    if (isNear(before) || isNear(after)) {
      return isNear(before) ? before : after;
    }
    if (!(Math.abs(times[before] - time) <= tolerance) && !(Math.abs(times[after] - time) <= tolerance)) {
      break;
    }
  }
  // uPlot's type knows no null here; its code takes it for "nothing near".
  return null as never;
}

const xRange = ({ from, to }: ChartModel): [number, number] => [from, to];

/** Canvas pixels per CSS pixel. */
function pixelRatio(u: uPlot): number {
  return u.width > 0 ? u.ctx.canvas.width / u.width : 1;
}

function projectionOf(u: uPlot): Projection {
  return {
    x: (time) => u.valToPos(time, 'x', true),
    y: (value, scaleKey) => u.valToPos(value, scaleKey, true),
    area: u.bbox,
  };
}
