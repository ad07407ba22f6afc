import { randomBytes } from 'node:crypto';
import type { State } from './api';
import type { Call } from './http';
import { pluginMeta, readPlugins } from './plugins';
import type { DataSource } from './provisioning';

/** The `content_security_policy_template` that Grafana ships with. */
const CSP =
  "script-src 'self' 'unsafe-eval' 'unsafe-inline' 'strict-dynamic' $NONCE;object-src 'none';font-src 'self';" +
  "style-src 'self' 'unsafe-inline' blob:;img-src * data:;base-uri 'self';" +
  "connect-src 'self' grafana.com ws://$ROOT_PATH wss://$ROOT_PATH;manifest-src 'self';media-src 'none';form-action 'self';";

/** A data source as the frontend gets it: by proxy url, without secrets. */
function instanceSettings(source: DataSource, metas: Array<ReturnType<typeof pluginMeta>>) {
  const { secureJsonData, url, ...rest } = source;
  return {
    ...rest,
    url: url && `/api/datasources/proxy/uid/${source.uid}`,
    meta: metas.find((meta) => meta.id === source.type) ?? { id: source.type, info: { logos: {} } },
  };
}

/** What Grafana calls the frontend settings. @param isSandboxed whether each plugin runs in a frontend sandbox */
export function frontendSettings({ sources, version }: Pick<State, 'sources' | 'version'>, isSandboxed = false) {
  const metas = readPlugins().map(pluginMeta);
  const ofType = (type: string) => Object.fromEntries(metas.filter((m) => m.type === type).map((m) => [m.id, m]));
  return {
    datasources: Object.fromEntries(sources.map((source) => [source.name, instanceSettings(source, metas)])),
    defaultDatasource: (sources.find(({ isDefault }) => isDefault) ?? sources[0])?.name ?? '',
    panels: ofType('panel'),
    apps: ofType('app'),
    appSubUrl: '',
    appUrl: '/',
    buildInfo: { version, commit: 'workbench', env: 'production', edition: 'Open Source' },
    dateFormats: {
      fullDate: 'YYYY-MM-DD HH:mm:ss',
      interval: {
        millisecond: 'HH:mm:ss.SSS',
        second: 'HH:mm:ss',
        minute: 'HH:mm',
        hour: 'MM/DD HH:mm',
        day: 'MM/DD',
        month: 'YYYY-MM',
        year: 'YYYY',
      },
      defaultTimezone: 'browser',
      defaultWeekStart: 'browser',
    },
    featureToggles: {},
    minRefreshInterval: '5s',
    namespace: 'default',
    licenseInfo: {},
    enableFrontendSandboxForPlugins: isSandboxed ? metas.map(({ id }) => id) : [],
    pluginsCDNBaseURL: '',
    unifiedAlertingEnabled: false,
  };
}

/** The language that the address asks for, else the one that it asked for before: the workbench stores no preferences. */
function languageOf({ url, request }: Pick<Call, 'url' | 'request'>): 'zh-Hans' | 'en-US' {
  const kept = /(?:^|;\s*)language=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  return (url.searchParams.get('language') ?? kept) === 'zh-Hans' ? 'zh-Hans' : 'en-US';
}

/**
 * The one HTML page; `?theme=light` or `dark` picks the theme, as in Grafana, `?sandbox` puts plugins into a sandbox,
 * `?language=zh-Hans` is what a user's preferences are in Grafana: it holds until another one is asked for.
 */
export function servePage({ url, request, response }: Call, state: State, csp: boolean) {
  const nonce = randomBytes(16).toString('base64');
  const theme = url.searchParams.get('theme') === 'light' ? 'light' : 'dark';
  const language = languageOf({ url, request });
  const user = {
    id: 1,
    isSignedIn: false,
    login: 'workbench',
    orgId: 1,
    orgRole: state.role,
    theme,
    locale: 'en-US',
    language,
    timezone: 'utc',
    weekStart: '',
    permissions: {},
  };
  const boot = JSON.stringify({
    user,
    settings: frontendSettings(state, url.searchParams.has('sandbox')),
    navTree: [],
    assets: { dark: '', light: '' },
  });
  const policy = CSP.replace('$NONCE', `'nonce-${nonce}'`).replaceAll('$ROOT_PATH', `${request.headers.host}/`);
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'set-cookie': `language=${language}; Path=/; SameSite=Lax`,
    ...(csp ? { 'content-security-policy': policy } : {}),
  });
  response.end(`<!doctype html>
<html lang="${language}" class="theme-${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Presage workbench</title>
<base href="/">
<link rel="icon" href="/public/plugins/presage-forecast-app/img/logo.svg">
<link rel="stylesheet" href="/workbench/host.css">
<style nonce="${nonce}">body { margin: 0; background: ${theme === 'light' ? '#f4f5f5' : '#111217'}; } .preloader { padding: 48px; color: #8e8e8e; font: 14px sans-serif; }</style>
</head>
<body class="theme-${theme}">
<div id="reactRoot"><div class="preloader">Loading</div></div>
<script nonce="${nonce}">window.__grafana_app_bundle_loaded = false; window.nonce = ${JSON.stringify(nonce)}; window.grafanaBootData = ${boot.replaceAll('<', '\\u003c')};</script>
<script nonce="${nonce}" type="module" src="/workbench/host.js"></script>
</body>
</html>`);
}
