import type { Locator, Page } from '@playwright/test';
import type { ForecastResult } from '../../src/core/fitted';
import type { ChartData, Column } from '../../src/panel/chart/model';
import type { Plain } from './forecastPanel';

/** One call of the canvas, in CSS pixels from the canvas' left edge. */
export interface Stroke {
  call: 'stroke' | 'fill';
  color: string;
  /** width of the line and lengths of its dashes, canvas pixels */
  width: number;
  dash: number[];
  left: number;
  right: number;
}

/** A line as uPlot holds it. */
export interface Line {
  isShown: boolean;
  isDashed: boolean;
  /** times in ms with their values, gaps left out */
  points: Array<[time: number, value: number]>;
}

/** A chart: what uPlot holds, and what was drawn since the canvas was last cleared. */
export interface Drawing {
  /** every line, in the order in which they are painted */
  lines: Line[];
  /** columns of the data; one a line, unless the lines are those of older data */
  columns: number;
  /** the live lines, and the dashed ones of their forecasts */
  live: Line[];
  forecasts: Line[];
  bands: Array<{ upper: Line; lower: Line }>;
  strokes: Stroke[];
  /** how far the canvas reaches below its panel, CSS pixels */
  overflow: number;
  /** where a time lies, CSS pixels from the canvas' left edge */
  xOf(time: number): number;
}

declare global {
  interface Window {
    /** when a dashed line was drawn first, ms since the page began */
    presageFirstForecast?: number;
    /** the uPlot of the first chart below an element */
    presagePlot(element: Element): Plot;
  }
}

/** The part of uPlot, and of the model that its data carry, that is read here. */
interface Plot {
  series: Array<{ show: boolean; dash?: number[] }>;
  bands: Array<{ series: [number, number] }>;
  data: ChartData;
  ctx: Recorded;
  valToPos(value: number, scale: string, inCanvas?: boolean): number;
}

type Recorded = CanvasRenderingContext2D & { presageStrokes?: Stroke[] };

/** Keeps what is drawn on every canvas of the page since it was last cleared. */
export async function recordDrawing(page: Page) {
  await page.addInitScript(() => {
    interface Fiber {
      stateNode: { plotInstance?: Plot | null } | null;
      return: Fiber | null;
    }
    window.presagePlot = (element) => {
      const container = element.querySelector('.uplot')!.parentElement as unknown as Record<string, Fiber | null>;
      // The page's elements do not know their uPlot; the component that made it does.
      let fiber = container[Object.keys(container).find((name) => name.startsWith('__reactFiber$'))!];
      while (fiber && !fiber.stateNode?.plotInstance) {
        fiber = fiber.return;
      }
      return fiber!.stateNode!.plotInstance!;
    };
    const extents = new WeakMap<Path2D, { left: number; right: number }>();
    const grow = (path: Path2D, ...xs: number[]) => {
      const { left, right } = extents.get(path) ?? { left: Infinity, right: -Infinity };
      extents.set(path, { left: Math.min(left, ...xs), right: Math.max(right, ...xs) });
    };
    const { moveTo, lineTo, rect, arc, addPath } = Path2D.prototype;
    Object.assign(Path2D.prototype, {
      moveTo(this: Path2D, x: number, y: number) {
        grow(this, x);
        moveTo.call(this, x, y);
      },
      lineTo(this: Path2D, x: number, y: number) {
        grow(this, x);
        lineTo.call(this, x, y);
      },
      rect(this: Path2D, x: number, y: number, width: number, height: number) {
        grow(this, x, x + width);
        rect.call(this, x, y, width, height);
      },
      arc(this: Path2D, x: number, y: number, radius: number, ...rest: [number, number, boolean?]) {
        grow(this, x - radius, x + radius);
        arc.call(this, x, y, radius, ...rest);
      },
      addPath(this: Path2D, path: Path2D, transform?: DOMMatrix2DInit) {
        const added = extents.get(path);
        if (added) {
          grow(this, added.left, added.right);
        }
        addPath.call(this, path, transform);
      },
    });
    const context = CanvasRenderingContext2D.prototype;
    const { clearRect } = context;
    context.clearRect = function (this: Recorded, ...area) {
      this.presageStrokes = [];
      clearRect.apply(this, area);
    };
    for (const call of ['stroke', 'fill'] as const) {
      const original = context[call] as (...given: unknown[]) => void;
      context[call] = function (this: Recorded, ...given: unknown[]) {
        const found = given[0] instanceof Path2D ? extents.get(given[0]) : undefined;
        if (found) {
          const ratio = this.canvas.width / this.canvas.clientWidth;
          (this.presageStrokes ??= []).push({
            call,
            color: String(call === 'stroke' ? this.strokeStyle : this.fillStyle),
            width: this.lineWidth,
            dash: this.getLineDash(),
            left: found.left / ratio,
            right: found.right / ratio,
          });
          if (this.getLineDash().length > 0 && found.right > found.left) {
            window.presageFirstForecast ??= performance.now();
          }
        }
        original.apply(this, given);
      };
    }
  });
}

interface Raw extends Omit<Drawing, 'live' | 'forecasts' | 'bands' | 'xOf'> {
  scale: { time: number; x: number; perMs: number };
  bands: Array<[upper: number, lower: number]>;
}

/** Reads the first chart below `root`, and waits for it. */
export async function readDrawing(root: Locator): Promise<Drawing> {
  await root.locator('.uplot').waitFor();
  const { lines, bands, scale, ...raw } = await readRaw(root);
  const forecasts = lines.filter(({ isDashed }) => isDashed);
  return {
    ...raw,
    lines,
    forecasts,
    // Live lines are painted last, one for each forecast.
    live: lines.slice(-Math.max(1, forecasts.length)),
    bands: bands.map(([upper, lower]) => ({ upper: lines[upper], lower: lines[lower] })),
    xOf: (time) => scale.x + (time - scale.time) * scale.perMs,
  };
}

const readRaw = (root: Locator) =>
  root.evaluate((element): Raw => {
    const u = window.presagePlot(element);
    const [times, ...columns] = u.data;
    const { canvas } = u.ctx;
    const ratio = canvas.width / canvas.clientWidth;
    const [first, last] = [times[0], times[times.length - 1]];
    const position = (time: number) => u.valToPos(time, 'x', true) / ratio;
    return {
      lines: u.series.slice(1).map(({ show, dash }, index) => ({
        isShown: show,
        isDashed: (dash?.length ?? 0) > 0,
        points: (columns[index] ?? []).flatMap((value, row): Array<[number, number]> =>
          typeof value === 'number' ? [[times[row], value]] : []
        ),
      })),
      columns: columns.length,
      bands: u.bands.map(({ series: [upper, lower] }): [number, number] => [upper - 1, lower - 1]),
      strokes: u.ctx.presageStrokes ?? [],
      overflow: canvas.getBoundingClientRect().bottom - element.getBoundingClientRect().bottom,
      scale: { time: first, x: position(first), perMs: (position(last) - position(first)) / (last - first) },
    };
  });

/** A series of the chart: the columns that uPlot draws of it, and what is marked on it. */
export interface DrawnSeries {
  labels: Record<string, string>;
  /** times in ms with their values, gaps left out */
  columns: Array<Column & { points: Array<[time: number, value: number]> }>;
  marks: Plain<Pick<ForecastResult, 'anomalies' | 'breaches'>>;
  scores: Array<[time: number, score: number]>;
}

/** Every series of the first chart below `root`. */
export const readDrawnSeries = (root: Locator) =>
  root.evaluate((element): DrawnSeries[] => {
    const { data } = window.presagePlot(element);
    const [times, ...values] = data;
    const pointsOf = (at: number[], found: ArrayLike<number | null | undefined>) =>
      at.flatMap((time, row): Array<[number, number]> => {
        const value = found[row];
        return typeof value === 'number' && Number.isFinite(value) ? [[time, value]] : [];
      });
    return data.model.series.map(({ live, result }, index) => ({
      labels: { ...live.field.labels },
      columns: data.model.columns.flatMap((column, i) =>
        column.series === index ? [{ ...column, points: pointsOf(times, values[i]) }] : []
      ),
      marks: JSON.parse(JSON.stringify({ anomalies: result?.anomalies ?? [], breaches: result?.breaches ?? [] })),
      scores: result ? pointsOf([...result.expected.times], result.anomalyScore) : [],
    }));
  });
