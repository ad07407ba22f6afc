import { readJson, sendJson, type Call, type Routes } from './http';
import { frontendSettings } from './page';
import { pluginMeta, readPlugins } from './plugins';
import { createDataSource, readDashboards, readDataSources, type Dashboard, type DataSource } from './provisioning';
import { type Annotation, annotationsOf, changeAnnotation } from './annotations';
import { proxy } from './proxy';

/** What the workbench knows, in memory: as provisioned, until it is changed through the API. */
export interface State {
  sources: DataSource[];
  dashboards: Dashboard[];
  annotations: Annotation[];
  role: string;
  /** version of the Grafana that is played */
  version: string;
}

export const createState = (env: NodeJS.ProcessEnv, role: string, version: string): State => ({
  sources: readDataSources(env),
  dashboards: readDashboards(env),
  annotations: [],
  role,
  version,
});

/** Secrets never leave the server; the page learns only which are set. */
function publicSource({ secureJsonData, ...source }: DataSource) {
  return { ...source, secureJsonFields: Object.fromEntries(Object.keys(secureJsonData).map((key) => [key, true])) };
}

const notFound = ({ response }: Call) => sendJson(response, 404, { message: 'Not found' });

async function saveSource(state: State, call: Call, known?: DataSource) {
  const body = (await readJson(call.request)) as Partial<DataSource>;
  const id = known?.id ?? Math.max(0, ...state.sources.map((s) => s.id)) + 1;
  const secureJsonData = { ...known?.secureJsonData, ...body.secureJsonData };
  const source = createDataSource({ ...known, ...body, secureJsonData, readOnly: false }, id);
  state.sources = [...state.sources.filter((s) => s.id !== id && s.uid !== source.uid), source];
  sendJson(call.response, 200, {
    message: known ? 'Datasource updated' : 'Datasource added',
    datasource: publicSource(source),
    ...source,
  });
}

async function sourceByUid(state: State, call: Call) {
  const source = state.sources.find(({ uid }) => uid === call.rest);
  if (!source) {
    return notFound(call);
  }
  switch (call.method) {
    case 'GET':
      // Grafana's basic roles below Admin may query a data source, not read its settings.
      return state.role === 'Admin'
        ? sendJson(call.response, 200, publicSource(source))
        : sendJson(call.response, 403, { message: "You'll need additional permissions to perform this action." });
    case 'PUT':
      return saveSource(state, call, source);
    case 'DELETE':
      state.sources = state.sources.filter((s) => s !== source);
      return sendJson(call.response, 200, { message: 'Data source deleted' });
    default:
      return sendJson(call.response, 405, { message: 'Method not allowed' });
  }
}

function proxyByUid(state: State, call: Call) {
  const [uid, ...target] = call.rest.split('/');
  const source = state.sources.find((s) => s.uid === uid);
  const routes = readPlugins().find(({ manifest }) => manifest.id === source?.type)?.manifest.routes ?? [];
  return source ? proxy(call, source, routes, target.join('/'), state.role) : notFound(call);
}

async function saveDashboard(state: State, call: Call) {
  const { dashboard } = (await readJson(call.request)) as { dashboard: Dashboard };
  const uid = dashboard.uid || `dashboard-${state.dashboards.length + 1}`;
  state.dashboards = [...state.dashboards.filter((d) => d.uid !== uid), { ...dashboard, uid }];
  sendJson(call.response, 200, { uid, url: `/d/${uid}`, status: 'success', version: 1 });
}

function dashboardByUid(state: State, call: Call) {
  const dashboard = state.dashboards.find(({ uid }) => uid === call.rest);
  if (!dashboard) {
    return notFound(call);
  }
  if (call.method === 'DELETE') {
    state.dashboards = state.dashboards.filter((d) => d !== dashboard);
    return sendJson(call.response, 200, { message: 'Dashboard deleted' });
  }
  sendJson(call.response, 200, {
    dashboard,
    meta: { url: `/d/${dashboard.uid}`, canSave: true, canEdit: true, slug: '' },
  });
}

/** The queries of expressions run on Grafana's server, which has no part of a plugin that lives in the browser alone. */
async function queryOnServer({ request, response }: Call) {
  const { queries } = (await readJson(request)) as { queries: Array<{ refId: string }> };
  const results = queries.map(({ refId }) => {
    const error = `[sse.dataQueryError] failed to execute query [${queries[0].refId}]: [plugin.unavailable] plugin unavailable`;
    return [refId, { error, status: 500 }];
  });
  sendJson(response, 500, { results: Object.fromEntries(results) });
}

async function annotations(state: State, call: Call) {
  if (call.method === 'GET') {
    return sendJson(call.response, 200, annotationsOf(state.annotations, call.url.searchParams));
  }
  if (state.role === 'Viewer') {
    return sendJson(call.response, 403, { message: "You'll need additional permissions to perform this action." });
  }
  const body = (await readJson(call.request)) as Partial<Annotation>;
  const id = changeAnnotation(state.annotations, body, call.rest);
  sendJson(call.response, id === undefined ? 404 : 200, { message: 'Annotation', id });
}

/** The part of Grafana's HTTP API that the plugin, the page and the tests use. */
export function apiRoutes(state: State): Routes {
  return {
    '/api/health': ({ response }) => sendJson(response, 200, { database: 'ok', version: state.version }),
    '/api/frontend/settings': ({ response }) => sendJson(response, 200, frontendSettings(state)),
    '/api/datasources': (call) =>
      call.method === 'POST' ? saveSource(state, call) : sendJson(call.response, 200, state.sources.map(publicSource)),
    '/api/datasources/uid/': (call) => sourceByUid(state, call),
    '/api/datasources/proxy/uid/': (call) => proxyByUid(state, call),
    '/api/dashboards/db': (call) => saveDashboard(state, call),
    '/api/dashboards/uid/': (call) => dashboardByUid(state, call),
    '/api/search': ({ response }) =>
      sendJson(
        response,
        200,
        state.dashboards.map(({ uid, title }) => ({ uid, title, url: `/d/${uid}`, type: 'dash-db' }))
      ),
    '/api/plugins/': (call) => {
      const plugin = readPlugins().find(({ manifest }) => manifest.id === call.rest.split('/')[0]);
      return plugin
        ? sendJson(call.response, 200, { ...pluginMeta(plugin), enabled: true, pinned: false })
        : notFound(call);
    },
    '/api/ds/query': queryOnServer,
    '/api/annotations': (call) => annotations(state, call),
    '/api/annotations/': (call) => annotations(state, call),
    '/api/': notFound,
  };
}
