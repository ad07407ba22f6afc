import { CoreApp } from '@grafana/data';
import { config, getBackendSrv, getDataSourceSrv, locationService } from '@grafana/runtime';
import {
  EmbeddedScene,
  SceneControlsSpacer,
  type SceneDataQuery,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  UrlSyncContextProvider,
  VizPanel,
} from '@grafana/scenes';
import { Button } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { readExplore } from '../dashboard/exploreUrl';
import { setActiveScene } from '../services/templateSrv';
import { Chrome } from './Chrome';
import { QueryHistory } from './QueryHistory';
import { QueryRows } from './QueryRows';

function createExplore(uid: string, queries: SceneDataQuery[]) {
  const { type } = getDataSourceSrv().getInstanceSettings(uid)!;
  const datasource = { uid, type };
  const runner = new SceneQueryRunner({
    datasource,
    queries: queries.length > 0 ? queries : [{ refId: 'A', datasource }],
    maxDataPoints: 800,
  });
  const panel = (pluginId: string, title: string) => new SceneFlexItem({ body: new VizPanel({ pluginId, title }) });
  const time = new SceneTimeRange({ from: 'now-1h', to: 'now' });
  const scene = new EmbeddedScene({
    $timeRange: time,
    $data: runner,
    controls: [
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({ isOnCanvas: true }),
    ],
    body: new SceneFlexLayout({
      direction: 'column',
      children: [panel('timeseries', 'Graph'), panel('table', 'Table')],
    }),
  });
  return { scene, runner, time };
}

/** Explore in small: one data source, its query editors as Explore asks for them, what was asked, and the answer twice. */
export function ExplorePage() {
  const [{ uid, queries }] = useState(() => {
    const stored = readExplore(window.location.search);
    return { queries: stored, uid: stored[0]?.datasource?.uid ?? config.datasources[config.defaultDatasource].uid };
  });
  const { scene, runner, time } = useMemo(() => createExplore(uid, queries), [uid, queries]);
  setActiveScene(scene);
  useEffect(() => () => setActiveScene(undefined), [scene]);
  /** As Grafana does: a new dashboard with one panel, its queries as they stand here. */
  const addToDashboard = async () => {
    const { datasource, queries: targets } = runner.state;
    const { from, to } = time.state;
    const gridPos = { x: 0, y: 0, w: 24, h: 12 };
    const panels = [{ id: 1, type: 'timeseries', title: 'New panel', gridPos, datasource, targets }];
    const dashboard = { title: 'New dashboard', time: { from, to }, panels };
    const { url } = await getBackendSrv().post<{ url: string }>('/api/dashboards/db', { dashboard });
    locationService.push(url);
  };
  const actions = (
    <Button size="sm" variant="secondary" onClick={() => void addToDashboard()}>
      Add to dashboard
    </Button>
  );
  return (
    <Chrome crumbs={[{ text: 'Home', url: '/' }, { text: 'Explore' }]} actions={actions}>
      <QueryRows runner={runner} app={CoreApp.Explore} />
      <QueryHistory runner={runner} />
      <div style={{ height: 700, display: 'flex' }}>
        <UrlSyncContextProvider scene={scene} updateUrlOnInit={false} createBrowserHistorySteps>
          <scene.Component model={scene} />
        </UrlSyncContextProvider>
      </div>
    </Chrome>
  );
}
