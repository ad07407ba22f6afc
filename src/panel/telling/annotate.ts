import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { ForecastFailure } from '../../core/options';
import { many, say } from '../../language';
import { type Incident, type Kept, TAG, planAnnotations } from './annotations';

/** The panel that annotations belong to. */
export interface Place {
  /** absent where the dashboard was never saved */
  dashboardUID: string | undefined;
  panelId: number;
}

/** Annotations of a panel that are looked through at most. */
const MOST = 1000;
/** It is said in the panel. */
const quietly = { showErrorAlert: false, showSuccessAlert: false };

/**
 * Writes incidents to Grafana as annotations of the panel; those that are there stay, and grow with their incident.
 * @returns a sentence on what was done
 * @throws ForecastFailure `annotations-failed` where Grafana refuses, or the dashboard was never saved
 */
export async function annotate(incidents: readonly Incident[], { dashboardUID, panelId }: Place): Promise<string> {
  if (!dashboardUID) {
    throw new ForecastFailure({ kind: 'annotations-failed', message: say('the dashboard was never saved') });
  }
  if (incidents.length === 0) {
    return say('There is no incident to write.');
  }
  const api = getBackendSrv();
  const span = { from: Math.min(...incidents.map(({ from }) => from)), to: Math.max(...incidents.map(({ to }) => to)) };
  try {
    const query = { ...span, dashboardUID, panelId, tags: TAG, type: 'annotation', limit: MOST };
    const kept = await api.get<Kept[]>('/api/annotations', query, undefined, quietly);
    const { create, update, unchanged } = planAnnotations(incidents, kept);
    for (const written of create) {
      await api.post('/api/annotations', { ...written, dashboardUID, panelId }, quietly);
    }
    for (const { id, ...written } of update) {
      await api.patch(`/api/annotations/${id}`, written, quietly);
    }
    return many(
      create.length,
      '{{count}} annotation written, {{updated}} updated, {{unchanged}} as before.',
      '{{count}} annotations written, {{updated}} updated, {{unchanged}} as before.',
      { updated: update.length, unchanged }
    );
  } catch (error) {
    throw new ForecastFailure({ kind: 'annotations-failed', message: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  if (isFetchError(error)) {
    const { message } = (error.data ?? {}) as { message?: string };
    return message ?? error.statusText ?? say('status {{status}}', { status: error.status });
  }
  return error instanceof Error ? error.message : String(error);
}
