import { formattedValueToString } from '@grafana/data';
import type { ForecastResult } from '../../core/fitted';
import type { Series } from '../../core/series';
import type { LiveSeries, TimeSpan } from '../frames';
import type { Annotation } from './annotations';
import type { Exemplar } from './exemplars';
import { type StackPair, placeSeries, stackPairs, withAnchor } from './placing';

/** One series as it is drawn: the live points and, once there is one, its forecast. */
export interface DrawnSeries {
  live: LiveSeries;
  /** training history on its grid, for the actual value at grid times */
  history?: Series;
  result?: ForecastResult;
  scaleKey: string;
  color: string;
  /** colour of its forecast and bands */
  forecastColor: string;
  lineWidth: number;
  fillOpacity: number;
  isHidden: boolean;
  /** thresholds that its forecast may cross */
  thresholds: number[];
  /** name of the stack that it is part of; absent where it stands alone */
  stack?: string;
}

export type ColumnKind = 'actual' | 'expected' | 'forecast' | 'lower' | 'upper';

/** Content of column `1 + index` of the aligned data. */
export interface Column {
  kind: ColumnKind;
  /** index into the drawn series */
  series: number;
  /** of an edge: the level of its interval and whether it lies before or beyond the origin */
  level?: number;
  part?: 'expected' | 'forecast';
}

/** A band between two columns of the aligned data, by index: the names of columns repeat. */
export interface BandPair {
  upper: number;
  lower: number;
  series: number;
  level: number;
  part: 'expected' | 'forecast';
}

/** `null` breaks the line, `undefined` leaves it as it is: the time is another column's. */
export type ColumnValues = Array<number | null | undefined>;

/**
 * uPlot's aligned data: times, then one array a column. It carries the model it was made of: uPlot hands its hooks the
 * data it draws, which for a moment are older than the model that the panel has by then.
 */
export type ChartData = [times: number[], ...columns: ColumnValues[]] & { readonly model: ChartModel };

export interface ChartModel {
  /** with their own values */
  series: DrawnSeries[];
  /** the same where they lie on the chart: on each other where they are stacked */
  placed: DrawnSeries[];
  data: ChartData;
  columns: Column[];
  bands: BandPair[];
  /** areas between series of a stack, by the columns of their live values */
  areas: StackPair[];
  /** range of the x axis, ms */
  from: number;
  to: number;
  /** where the future begins, ms; NaN without a forecast */
  now: number;
  annotations: Annotation[];
  /** windows that are left out of the training */
  excluded: readonly TimeSpan[];
  exemplars: readonly Exemplar[];
}

interface PendingColumn extends Column {
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

/**
 * Lays series and forecasts out for the chart. Columns stand in the order they are painted: all bands, then expected
 * lines, then forecasts, then live series on top.
 */
export function buildChartModel(
  series: DrawnSeries[],
  range: TimeSpan,
  now: number,
  annotations: Annotation[] = [],
  excluded: readonly TimeSpan[] = [],
  exemplars: readonly Exemplar[] = []
): ChartModel {
  const edges: PendingColumn[] = [];
  const expected: PendingColumn[] = [];
  const forecasts: PendingColumn[] = [];
  const actuals: PendingColumn[] = [];
  const placed = placeSeries(series);
  placed.forEach((drawn, index) => {
    actuals.push({ kind: 'actual', series: index, times: drawn.live.times, values: drawn.live.values });
    const { result } = drawn;
    if (!result) {
      return;
    }
    const past = result.expected;
    const border = past.intervals[past.intervals.length - 1];
    if (border) {
      const shared = { series: index, level: border.level, part: 'expected', times: past.times } as const;
      edges.push(
        { ...shared, kind: 'upper', values: border.upper },
        { ...shared, kind: 'lower', values: border.lower }
      );
    }
    expected.push({ kind: 'expected', series: index, times: past.times, values: past.point });
    const { anchor, times } = withAnchor(drawn, result);
    forecasts.push({ kind: 'forecast', series: index, times, values: anchor(result.forecast.point) });
    for (const { level, lower, upper } of [...result.forecast.intervals].reverse()) {
      const shared = { series: index, level, part: 'forecast', times } as const;
      edges.push(
        { ...shared, kind: 'upper', values: anchor(upper) },
        { ...shared, kind: 'lower', values: anchor(lower) }
      );
    }
  });
  const pending = [...edges, ...expected, ...forecasts, ...actuals];
  const data = align(pending);
  const columnOf = (index: number) => pending.length - series.length + index + 1;
  const model: Omit<ChartModel, 'data'> = {
    series,
    placed,
    columns: pending.map(({ times, values, ...column }) => column),
    bands: pairBands(pending),
    areas: stackPairs(series).map((pair) => ({ ...pair, upper: columnOf(pair.upper), lower: columnOf(pair.lower) })),
    from: range.from,
    to: range.to,
    now,
    annotations,
    excluded,
    exemplars,
  };
  return linkData(model, data);
}

/** The model with its data, and the data with their model. */
function linkData(model: Omit<ChartModel, 'data'>, data: [number[], ...ColumnValues[]]): ChartModel {
  const linked = model as ChartModel;
  linked.data = Object.assign(data, { model: linked });
  return linked;
}

/** The model of the data that a chart draws; undefined where it draws none of ours. */
export function modelOf(chart: { data: unknown }): ChartModel | undefined {
  return (chart.data as Partial<ChartData>).model;
}

/** A value in the series' own unit; a dash for none. */
export function writeValue({ live: { field } }: Pick<DrawnSeries, 'live'>, value: number): string {
  return Number.isFinite(value)
    ? formattedValueToString(field.display?.(value) ?? { text: String(value), numeric: value })
    : '–';
}

/** Joins columns with their own times on one rising time axis. */
function align(columns: PendingColumn[]): [number[], ...ColumnValues[]] {
  const all = new Set<number>();
  for (const { times } of columns) {
    for (let i = 0; i < times.length; i++) {
      all.add(times[i]);
    }
  }
  const axis = [...all].sort((a, b) => a - b);
  const rows = new Map(axis.map((time, row) => [time, row]));
  const aligned = columns.map(({ times, values }) => {
    const column: ColumnValues = new Array(axis.length).fill(undefined);
    for (let i = 0; i < times.length; i++) {
      column[rows.get(times[i])!] = Number.isFinite(values[i]) ? values[i] : null;
    }
    return column;
  });
  return [axis, ...aligned];
}

function pairBands(columns: Column[]): BandPair[] {
  const bands: BandPair[] = [];
  columns.forEach((column, index) => {
    if (column.kind !== 'upper') {
      return;
    }
    // Edges are pushed in pairs: the lower one follows its upper one.
    const { series, level, part } = column;
    bands.push({ upper: index + 1, lower: index + 2, series, level: level!, part: part! });
  });
  return bands;
}
