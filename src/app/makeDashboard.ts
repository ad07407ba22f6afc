import { locationUtil } from '@grafana/data';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { phrase } from '../core/language';
import { say } from '../language';
import type { DashboardJson } from './demoDashboard';

/** Saves a new dashboard; resolves with its address inside Grafana. @throws Error with a sentence for the user */
export async function makeDashboard(dashboard: DashboardJson): Promise<string> {
  try {
    const request = { dashboard, message: 'Made on the page of Presage', overwrite: false };
    const { url } = await getBackendSrv().post<{ url: string }>('/api/dashboards/db', request, {
      // It is said on the page.
      showErrorAlert: false,
    });
    return locationUtil.stripBaseFromUrl(url);
  } catch (error) {
    throw new Error(explain(error));
  }
}

function explain(error: unknown): string {
  if (!isFetchError(error)) {
    const why = error instanceof Error ? error.message : String(error);
    return say('The dashboard could not be saved: {{why}}.', { why });
  }
  if (error.status === 403) {
    return say(
      'Grafana refused to save the dashboard: your role does not allow it. Ask an administrator for the role Editor.'
    );
  }
  const message = (error.data as { message?: string } | undefined)?.message ?? error.statusText;
  const why = message?.replace(/\.+$/, '') || phrase('status {{status}}', { status: error.status });
  return say('Grafana did not save the dashboard: {{why}}.', { why });
}
