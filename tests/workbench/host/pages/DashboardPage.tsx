import { getBackendSrv } from '@grafana/runtime';
import { UrlSyncContextProvider, type EmbeddedScene } from '@grafana/scenes';
import { Alert } from '@grafana/ui';
import { useEffect, useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { createDashboard } from '../dashboard/createScene';
import type { DashboardModel } from '../dashboard/model';
import { setActiveScene } from '../services/templateSrv';
import { Chrome } from './Chrome';

function Scene({ scene }: { scene: EmbeddedScene }) {
  // While rendering, not in an effect: the first query of a panel already asks for the variables.
  setActiveScene(scene);
  useEffect(() => () => setActiveScene(undefined), [scene]);
  return (
    <UrlSyncContextProvider scene={scene} updateUrlOnInit={false} createBrowserHistorySteps>
      <scene.Component model={scene} />
    </UrlSyncContextProvider>
  );
}

/** `/d/:uid`: a dashboard, or with `?editPanel=` the editor of one of its panels. */
export function DashboardPage() {
  const { uid } = useParams();
  const [search] = useSearchParams();
  const [model, setModel] = useState<DashboardModel>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    getBackendSrv()
      .get<{ dashboard: DashboardModel }>(`/api/dashboards/uid/${uid}`)
      .then(({ dashboard }) => setModel(dashboard))
      .catch(() => setError('Dashboard not found'));
  }, [uid]);
  const scene = useMemo(() => model && createDashboard(model), [model]);
  void search;
  return (
    <Chrome crumbs={[{ text: 'Home', url: '/' }, { text: model?.title ?? '' }]}>
      {error && <Alert severity="error" title={error} />}
      {scene && <Scene scene={scene} />}
    </Chrome>
  );
}
