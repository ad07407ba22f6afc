import { CoreApp } from '@grafana/data';
import { config, getDataSourceSrv } from '@grafana/runtime';
import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneFlexItem,
  SceneFlexLayout,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  UrlSyncContextProvider,
  VizPanel,
} from '@grafana/scenes';
import React, { useEffect, useMemo, useState } from 'react';
import { setActiveScene } from '../services/templateSrv';
import { Chrome } from './Chrome';
import { QueryRows } from './QueryRows';

function createExplore(uid: string) {
  const { type } = getDataSourceSrv().getInstanceSettings(uid)!;
  const datasource = { uid, type };
  const runner = new SceneQueryRunner({ datasource, queries: [{ refId: 'A', datasource }], maxDataPoints: 800 });
  const panel = (pluginId: string, title: string) => new SceneFlexItem({ body: new VizPanel({ pluginId, title }) });
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-1h', to: 'now' }),
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
  return { scene, runner };
}

/** Explore in small: one data source, its query editors as Explore asks for them, and the answer twice. */
export function ExplorePage() {
  const [uid] = useState(() => config.datasources[config.defaultDatasource].uid);
  const { scene, runner } = useMemo(() => createExplore(uid), [uid]);
  setActiveScene(scene);
  useEffect(() => () => setActiveScene(undefined), [scene]);
  return (
    <Chrome crumbs={[{ text: 'Home', url: '/' }, { text: 'Explore' }]}>
      <QueryRows runner={runner} app={CoreApp.Explore} />
      <div style={{ height: 700, display: 'flex' }}>
        <UrlSyncContextProvider scene={scene} updateUrlOnInit={false} createBrowserHistorySteps>
          <scene.Component model={scene} />
        </UrlSyncContextProvider>
      </div>
    </Chrome>
  );
}
