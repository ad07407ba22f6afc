import { locationUtil, type DataSourceInstanceSettings } from '@grafana/data';
import {
  config,
  locationService,
  setBackendSrv,
  setDataSourceSrv,
  type BackendSrv,
  type DataSourceSrv,
} from '@grafana/runtime';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import React from 'react';
import { ForecastFailure } from '../core/options/errors';
import { findDevices } from '../worker/workers/findDevices';
import { RootPage } from './RootPage';

// It starts a worker, which a test has not.
jest.mock('../worker/workers/findDevices');

const settings = (type: string, uid: string): DataSourceInstanceSettings =>
  ({ type, uid, name: uid, meta: { info: { logos: {} } } }) as unknown as DataSourceInstanceSettings;

let posted: Array<{ url: string; dashboard: Record<string, unknown> }>;

interface Grafana {
  sources?: DataSourceInstanceSettings[];
  role?: string;
  permissions?: Record<string, boolean>;
  /** what saving a dashboard throws */
  refusal?: unknown;
}

async function open({
  sources = [settings('presage-prometheus-datasource', 'mine')],
  role,
  permissions,
  refusal,
}: Grafana = {}) {
  posted = [];
  setDataSourceSrv({
    getList: ({ type }: { type: string | string[] }) => sources.filter((source) => [type].flat().includes(source.type)),
    getInstanceSettings: (ref: unknown) => sources.find(({ uid }) => uid === ref),
  } as unknown as DataSourceSrv);
  setBackendSrv({
    async post(url: string, { dashboard }: { dashboard: Record<string, unknown> }) {
      posted.push({ url, dashboard });
      if (refusal) {
        throw refusal;
      }
      return { uid: 'new', url: '/grafana/d/new/made' };
    },
  } as unknown as BackendSrv);
  Object.assign(config.bootData.user, { orgRole: role ?? 'Admin', isGrafanaAdmin: false, permissions });
  render(<RootPage />);
  await screen.findByLabelText('Devices');
}

const button = () => screen.getByText('Make the demo dashboard').closest('button');
const userMakes = (name: RegExp) => fireEvent.click(screen.getByText(name));

// jsdom has none; the menu of Grafana's select watches its ends with it.
class NoObserver {
  observe() {}
  disconnect() {}
}

beforeEach(() => {
  Object.assign(window, { IntersectionObserver: NoObserver });
  locationUtil.initialize({
    config: { appSubUrl: '/grafana' } as never,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: '', to: '' }),
  });
  locationService.push('/a/presage-forecast-app');
  jest.mocked(findDevices).mockResolvedValue([
    { device: 'webgpu', available: false, why: 'this browser has no WebGPU' },
    { device: 'wasm', available: true, detail: 'WebAssembly with SIMD' },
  ]);
});

describe('adding a data source', () => {
  it('leads to the list of types, below the sub path', async () => {
    await open();
    expect(screen.getByText('Add a data source').closest('a')).toHaveAttribute(
      'href',
      '/grafana/connections/datasources/new'
    );
  });

  it.each(['Editor', 'Viewer', 'None'])('is not offered to the role %s', async (role) => {
    await open({ role });
    expect(screen.queryByText('Add a data source')).toBeNull();
    expect(screen.getByText('Adding one needs the role Admin.')).toBeInTheDocument();
  });

  it('is offered to whoever has the permission', async () => {
    await open({ role: 'Viewer', permissions: { 'datasources:create': true } });
    expect(screen.getByText('Add a data source')).toBeInTheDocument();
  });
});

describe('making a dashboard', () => {
  it('is over the default data source, before others of its type', async () => {
    const main = { ...settings('presage-prometheus-datasource', 'main'), isDefault: true };
    await open({ sources: [settings('presage-prometheus-datasource', 'another'), main] });
    userMakes(/^Make the demo dashboard$/);
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(JSON.stringify(posted[0].dashboard.panels)).toContain('"uid":"main"');
  });

  it('imports the demo over the data source with one click, and goes there', async () => {
    await open();
    userMakes(/^Make the demo dashboard$/);
    await waitFor(() => expect(locationService.getLocation().pathname).toBe('/d/new/made'));
    expect(posted).toHaveLength(1);
    expect(posted[0].url).toBe('/api/dashboards/db');
    expect(posted[0].dashboard.panels).toHaveLength(7);
    expect(JSON.stringify(posted[0].dashboard)).not.toContain('"presage-prometheus"');
  });

  it('forecasts a query of the user’s', async () => {
    await open();
    fireEvent.change(screen.getByLabelText(/PromQL query/), { target: { value: ' up ' } });
    userMakes(/^Make a dashboard of this query$/);
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0].dashboard.panels).toEqual([
      expect.objectContaining({ targets: [expect.objectContaining({ expr: 'up' })] }),
    ]);
  });

  it('makes nothing of an empty query, and the demo only where it is asked for', async () => {
    await open();
    const input = screen.getByLabelText(/PromQL query/);
    fireEvent.change(input, { target: { value: '  ' } });
    expect(screen.getByText('Make a dashboard of this query').closest('button')).toBeDisabled();
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(posted).toEqual([]);
  });

  it('prefers our data source, and offers Prometheus’ and no other', async () => {
    await open({
      sources: [
        settings('loki', 'logs'),
        settings('prometheus', 'theirs'),
        settings('presage-prometheus-datasource', 'ours'),
      ],
    });
    fireEvent.keyDown(screen.getByLabelText('Select a data source'), { key: 'ArrowDown' });
    expect(screen.getAllByText('ours').length).toBeGreaterThan(0);
    await screen.findByText('theirs');
    expect(screen.queryByText('logs')).toBeNull();
    fireEvent.click(screen.getByText('theirs'));
    userMakes(/^Make the demo dashboard$/);
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0].dashboard.panels).toContainEqual(
      expect.objectContaining({ datasource: { type: 'prometheus', uid: 'theirs' } })
    );
  });

  it('waits for a data source', async () => {
    await open({ sources: [settings('loki', 'logs')] });
    expect(screen.getByText(/^There is no data source of the type/)).toBeInTheDocument();
    expect(screen.queryByText(/^Make (the|a) /)).toBeNull();
  });

  it.each(['Viewer', 'None'])('is not offered to the role %s', async (role) => {
    await open({ role });
    expect(screen.queryByText(/^Make (the|a) /)).toBeNull();
    expect(screen.getByText(/^Making a dashboard needs the role Editor\./)).toBeInTheDocument();
  });

  it('is offered to an Editor, and to a Viewer with the permission', async () => {
    await open({ role: 'Editor' });
    expect(button()).toBeEnabled();
  });

  it.each([
    [{ status: 403, data: { message: 'Access denied' } }, /your role does not allow it\. Ask an administrator/],
    [
      { status: 412, data: { message: 'A dashboard with the same name exists' } },
      /did not save the dashboard: A dashboard with the same name exists\.$/,
    ],
    [{ status: 500, statusText: 'Internal error', data: {} }, /did not save the dashboard: Internal error\.$/],
    [new Error('no network'), /could not be saved: no network\.$/],
  ])('says in a sentence why it was refused, and can be tried again: %p', async (refusal, sentence) => {
    await open({ refusal });
    userMakes(/^Make the demo dashboard$/);
    expect(await screen.findByText(sentence)).toBeInTheDocument();
    expect(locationService.getLocation().pathname).toBe('/a/presage-forecast-app');
    expect(button()).toBeEnabled();
  });
});

describe('the devices', () => {
  it('are named, each available or with the reason why not', async () => {
    await open();
    const items = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(items).toEqual(['WebGPUnot available: this browser has no WebGPU', 'WASMavailable: WebAssembly with SIMD']);
  });

  it('are missed in a sentence where no worker starts', async () => {
    const failure = new ForecastFailure({ kind: 'worker-failed', message: 'Its script could not be loaded.' });
    jest.mocked(findDevices).mockRejectedValue(failure);
    render(<RootPage />);
    expect(await screen.findByText(/Its script could not be loaded\./)).toBeInTheDocument();
  });
});
