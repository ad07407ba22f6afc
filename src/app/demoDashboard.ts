import demo from '../../provisioning/dashboards/presage-demo.json';
import { say } from '../language';

/** A data source as a dashboard names it. */
export interface Source {
  uid: string;
  type: string;
  name: string;
}

/** A dashboard's JSON, as far as it is looked at here. */
export interface DashboardJson {
  title: string;
  panels: object[];
  [key: string]: unknown;
}

const [{ datasource: DEMO_SOURCE }] = demo.panels;

/** The demo's seven panels over a data source, their words in the user's language. A new dashboard: it has no uid yet. */
export function demoDashboard(source: Source): DashboardJson {
  const { uid, version, ...dashboard } = overSource(demo, source);
  return {
    ...dashboard,
    title: say('{{dashboard}} on {{source}}', { dashboard: say(demo.title), source: source.name }),
    description: say(demo.description),
    panels: dashboard.panels.map((panel) => ({
      ...panel,
      title: say(panel.title),
      description: say(panel.description),
    })),
  };
}

/** A dashboard with one panel, all options at their defaults, that forecasts the series of a PromQL query. */
export function queryDashboard(source: Source, expr: string): DashboardJson {
  const { templating, ...dashboard } = demoDashboard(source);
  const [{ id, type, datasource, targets }] = overSource(demo, source).panels;
  const panel = {
    id,
    type,
    title: expr,
    datasource,
    gridPos: { x: 0, y: 0, w: 24, h: 14 },
    targets: targets.slice(0, 1).map((target) => ({ ...target, expr, legendFormat: '' })),
    fieldConfig: { defaults: {}, overrides: [] },
    options: {},
  };
  return {
    ...dashboard,
    title: say('Forecast on {{source}}', { source: source.name }),
    description: '',
    panels: [panel],
  };
}

/** A copy of the demo that names another data source wherever it names its own. */
function overSource(dashboard: typeof demo, { uid, type }: Source): typeof demo {
  const replace = (key: string, value: unknown) => {
    const isDemos = key === 'datasource' && (value as Partial<Source> | null)?.uid === DEMO_SOURCE.uid;
    return isDemos ? { type, uid } : value;
  };
  return JSON.parse(JSON.stringify(dashboard), replace) as typeof demo;
}
