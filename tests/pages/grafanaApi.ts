import type { APIRequestContext } from '@playwright/test';

export interface PanelJson {
  id: number;
  title: string;
  type: string;
  datasource: { uid: string; type: string };
  targets: Array<Record<string, unknown>>;
  options: Record<string, unknown>;
  gridPos: { x: number; y: number; w: number; h: number };
  [key: string]: unknown;
}
export interface DashboardJson {
  uid: string;
  title: string;
  panels: PanelJson[];
  [key: string]: unknown;
}

/** Panels of the demo dashboard by what they show. */
export const demoPanels = { cpu: 1, disk: 2, memory: 3, requests: 4, gpu: 5, constant: 6, newborn: 7 } as const;
export type DemoPanel = keyof typeof demoPanels;

/** A model that trains in a second, where its quality is not what is tested. */
export const quick = { epochs: 2, hidden: 8, layers: 1 };
export const small = (panel: PanelJson): PanelJson => ({ ...panel, options: { ...panel.options, ...quick } });

export const DEMO = 'presage-demo';
export const DATA_SOURCE = 'presage-prometheus';

/** The part of Grafana's HTTP API that the tests prepare their ground with. */
export class GrafanaApi {
  constructor(private readonly request: APIRequestContext) {}

  async dashboard(uid: string): Promise<DashboardJson> {
    const response = await this.request.get(`/api/dashboards/uid/${uid}`);
    return (await response.json()).dashboard;
  }

  /** A dashboard with one panel of the demo, changed as the test needs; resolves with its uid. */
  async createDashboard(uid: string, panel: DemoPanel, change: (panel: PanelJson) => PanelJson = (p) => p) {
    const demo = await this.dashboard(DEMO);
    const chosen = demo.panels.find(({ id }) => id === demoPanels[panel])!;
    const gridPos = { x: 0, y: 0, w: 24, h: 14 };
    const dashboard = {
      ...demo,
      id: null,
      uid,
      title: `Test ${uid}`,
      refresh: '',
      panels: [change({ ...chosen, gridPos })],
    };
    return this.save(dashboard);
  }

  /** Resolves with the dashboard's uid. */
  async save(dashboard: DashboardJson): Promise<string> {
    await this.post('/api/dashboards/db', { dashboard, overwrite: true });
    return dashboard.uid;
  }

  /** The address that a data source asks. */
  async urlOf(uid: string): Promise<string> {
    return (await (await this.request.get(`/api/datasources/uid/${uid}`)).json()).url;
  }

  /** A data source of ours at another url; resolves with its uid. */
  async createDataSource(uid: string, url: string, more: Record<string, unknown> = {}) {
    await this.request.delete(`/api/datasources/uid/${uid}`);
    const { type } = (await this.dashboard(DEMO)).panels[0].datasource;
    await this.post('/api/datasources', {
      uid,
      name: uid,
      type,
      url,
      access: 'proxy',
      jsonData: { timeInterval: '60s', ...more },
    });
    return uid;
  }

  /** Annotations of a dashboard. */
  async annotations(dashboardUID: string): Promise<Array<{ panelId: number; text: string; tags: string[] }>> {
    return (await this.request.get('/api/annotations', { params: { dashboardUID } })).json();
  }

  private async post(path: string, data: unknown) {
    const response = await this.request.post(path, { data });
    if (!response.ok()) {
      throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    }
  }
}
