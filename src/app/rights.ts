import { config } from '@grafana/runtime';

/** Things that the page offers to make. */
type Action = 'dashboards:create' | 'datasources:create';

const ROLES: Record<Action, string[]> = {
  'dashboards:create': ['Editor', 'Admin'],
  'datasources:create': ['Admin'],
};

/** Whether the user may, by basic role or by a permission of their own. The server decides; this spares a refusal. */
export function mayDo(action: Action): boolean {
  const { user } = config.bootData;
  return user.isGrafanaAdmin || ROLES[action].includes(user.orgRole) || user.permissions?.[action] === true;
}
