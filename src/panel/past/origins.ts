import { neededForBaseline, validateOptions } from '../../core/options';
import type { TimeSpan } from '../frames';
import type { PanelForecast } from '../session';

/** Points that a forecast needs whatever its options are. */
const NEEDED = neededForBaseline(validateOptions({}).options);
/** Of the stretch in view the first past forecast shown has this share behind it. */
const FIRST = 0.6;

/**
 * Times in view that a past forecast can start from, on the grid of the history, ms; `start` is the one to begin with.
 * Without a history they are one moment.
 */
export function originsOf({ series }: PanelForecast, view: TimeSpan & { now: number }) {
  const [history] = series.flatMap((one) => one.history ?? []);
  if (!history) {
    return { from: view.now, to: view.now, start: view.now, step: 1 };
  }
  const step = history.step * 1000;
  const last = history.start + (history.values.length - 1) * step;
  const onGrid = (time: number) => history.start + Math.round((time - history.start) / step) * step;
  const to = Math.min(last, onGrid(view.to));
  const from = Math.min(to, Math.max(history.start + NEEDED * step, onGrid(view.from)));
  return { from, to, start: onGrid(from + FIRST * (to - from)), step };
}
