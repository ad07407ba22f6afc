import type { DataFrame, DataQueryRequest } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { decodeForecasts } from './carried';
import { type PanelForecast, nothing } from '../session';

/** Where it stands in `frame.meta.custom`: forecasts by the id of their panel, as panels can share frames. */
const PLACE = 'presage';

/**
 * Writes the drawn forecast beside the data it belongs to. Grafana makes a snapshot of a panel from the frames of its
 * queries and asks no panel, so what stands in their `meta` travels and is stored nowhere else: the dashboard stays as
 * it is. The panel's frames are copies that share their `meta` with the originals; where there is none, the copies
 * know the originals. Transformations that make frames anew, as joins do, break that thread.
 *
 * @param text undefined where nothing is drawn
 */
export function attachForecast(frames: DataFrame[], panel: number, text: string | undefined): void {
  const frame = frames.find(({ meta }) => meta !== undefined) ?? frames[0];
  const holder = frame?.meta ? frame : originalOf(frame);
  const before: Record<string, string> | undefined = holder?.meta?.custom?.[PLACE];
  if (!holder || before?.[panel] === text || !Object.isExtensible(holder.meta ?? holder)) {
    return;
  }
  const { [panel]: replaced, ...others } = before ?? {};
  const meta = (holder.meta ??= {});
  meta.custom = { ...meta.custom, [PLACE]: text === undefined ? others : { ...others, [panel]: text } };
}

/** The frame that the panel's copy was made from: Grafana keeps it for the variables of data links. */
function originalOf(frame: DataFrame | undefined): DataFrame | undefined {
  const context = frame?.fields[0]?.state?.scopedVars?.__dataContext?.value as
    { data?: DataFrame[]; frameIndex?: number } | undefined;
  return context?.data?.[context.frameIndex ?? 0];
}

/** Whether the data are those that a snapshot holds. A file that was dropped on the panel is data like any other. */
export function isSnapshot(request: Pick<DataQueryRequest, 'targets'> | undefined): boolean {
  const targets = (request?.targets ?? []) as Array<DataQuery & { file?: object }>;
  return targets.length > 0 && targets.every(({ queryType, file }) => queryType === 'snapshot' && !file);
}

/** Whether the page is a snapshot's: nothing behind it can be asked, and its author saw a forecast or none. */
export function isSnapshotPage(path: string): boolean {
  return /^\/dashboard(-solo)?\/snapshot\//.test(path);
}

/** The forecast that came with a snapshot's frames, as it was drawn; undefined where none did. */
export function attachedForecast(frames: DataFrame[], panel: number): PanelForecast | undefined {
  const forecasts: Record<string, unknown> = Object.assign({}, ...frames.map(({ meta }) => meta?.custom?.[PLACE]));
  const all = Object.values(forecasts);
  // A repeated panel has another id in a snapshot.
  const found = decodeForecasts(forecasts[panel] ?? (all.length === 1 ? all[0] : undefined));
  if (!found) {
    return undefined;
  }
  const series = found.map((one) => ({ ...one, phase: { kind: 'ready' as const }, isOutOfDate: false }));
  const charted = found.map(({ key, history, drawn }) => ({ key, history, result: drawn.result }));
  return { ...nothing, series, charted, notes: ['As it was drawn when this snapshot was taken.'] };
}
