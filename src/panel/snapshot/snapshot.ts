import type { DataFrame, DataQueryRequest } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { say } from '../../language';
import { decodeForecasts } from './carried';
import { type PanelForecast, nothing } from '../session';

/** Name in `frame.meta.custom`. It holds forecasts by the id of their panel: panels can share frames. */
const PLACE = 'presage';

/**
 * Writes the drawn forecast into the `meta` of the frames it belongs to. Grafana makes a snapshot of a panel from the
 * frames of its queries, with their `meta`, and does not ask the panel; the dashboard itself does not store them. The
 * panel's frames are copies that share their `meta` with the originals; frames without `meta` refer to their originals.
 * Transformations that make new frames, such as joins, break the link.
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

/** The original of a frame that the panel has a copy of: Grafana keeps it for the variables of data links. */
function originalOf(frame: DataFrame | undefined): DataFrame | undefined {
  const context = frame?.fields[0]?.state?.scopedVars?.__dataContext?.value as
    { data?: DataFrame[]; frameIndex?: number } | undefined;
  return context?.data?.[context.frameIndex ?? 0];
}

/** Whether the data come from a snapshot. A file that was dropped on the panel does not count. */
export function isSnapshot(request: Pick<DataQueryRequest, 'targets'> | undefined): boolean {
  const targets = (request?.targets ?? []) as Array<DataQuery & { file?: object }>;
  return targets.length > 0 && targets.every(({ queryType, file }) => queryType === 'snapshot' && !file);
}

/** Whether the page shows a snapshot, where no data source can be asked. */
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
  return { ...nothing, series, charted, notes: [say('As it was drawn when this snapshot was taken.')] };
}
