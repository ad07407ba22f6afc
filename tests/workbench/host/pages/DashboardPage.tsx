import { selectors } from '@grafana/e2e-selectors';
import { getBackendSrv, locationService } from '@grafana/runtime';
import { UrlSyncContextProvider, type EmbeddedScene } from '@grafana/scenes';
import { Alert, Button, LinkButton } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import { createDashboard, createEditor } from '../dashboard/createScene';
import type { DashboardModel } from '../dashboard/model';
import { readPanel } from '../dashboard/readPanel';
import { takeSnapshot } from '../dashboard/takeSnapshot';
import { setActiveScene } from '../services/templateSrv';
import { Chrome } from './Chrome';
import { PanelEditor } from './PanelEditor';

const ids = selectors.components.NavToolbar.editDashboard;

/** The scene that answers `getTemplateSrv()`: set while rendering, since a panel's first query already asks. */
function useActiveScene(scene: EmbeddedScene) {
  setActiveScene(scene);
  useEffect(() => () => setActiveScene(undefined), [scene]);
}

function DashboardView({ model }: { model: DashboardModel }) {
  const scene = useMemo(() => createDashboard(model), [model]);
  useActiveScene(scene);
  const share = async () => {
    const dashboard = takeSnapshot(scene, model);
    await getBackendSrv().post('/api/dashboards/db', { dashboard, overwrite: true });
    window.location.assign(`/dashboard/snapshot/${dashboard.uid}`);
  };
  const actions = (
    <Button size="sm" variant="secondary" fill="text" onClick={share}>
      Share snapshot
    </Button>
  );
  return (
    <Chrome crumbs={[{ text: 'Home', url: '/' }, { text: model.title }]} actions={actions}>
      <UrlSyncContextProvider scene={scene} updateUrlOnInit={false} createBrowserHistorySteps>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </Chrome>
  );
}

interface EditorProps {
  model: DashboardModel;
  panelId: number;
  onChange: (model: DashboardModel) => void;
}

function EditorView({ model, panelId, onChange }: EditorProps) {
  const { scene, panel } = useMemo(() => createEditor(model, panelId), [model, panelId]);
  useActiveScene(scene);
  const edited = (): DashboardModel => ({
    ...model,
    panels: model.panels.map((p) => (p.id === panelId ? readPanel(panel, p) : p)),
  });
  const save = () => getBackendSrv().post('/api/dashboards/db', { dashboard: edited(), overwrite: true });
  const leave = () => {
    onChange(edited());
    locationService.partial({ editPanel: null });
  };
  const actions = (
    <>
      <Button size="sm" variant="secondary" data-testid={ids.saveButton} onClick={save}>
        Save dashboard
      </Button>
      <Button
        size="sm"
        variant="primary"
        fill="outline"
        icon="arrow-left"
        data-testid={ids.backToDashboardButton}
        onClick={leave}
      >
        Back to dashboard
      </Button>
    </>
  );
  return (
    <Chrome
      crumbs={[{ text: 'Home', url: '/' }, { text: model.title, url: `/d/${model.uid}` }, { text: 'Edit panel' }]}
      actions={actions}
    >
      <UrlSyncContextProvider scene={scene} updateUrlOnInit={false} createBrowserHistorySteps>
        <PanelEditor scene={scene} panel={panel} />
      </UrlSyncContextProvider>
    </Chrome>
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
  const panelId = Number(search.get('editPanel'));
  if (!model) {
    return (
      <Chrome crumbs={[{ text: 'Home', url: '/' }]}>
        {error && (
          <Alert severity="error" title={error}>
            <LinkButton href="/">Home</LinkButton>
          </Alert>
        )}
      </Chrome>
    );
  }
  return model.panels.some(({ id }) => id === panelId) ? (
    <EditorView model={model} panelId={panelId} onChange={setModel} />
  ) : (
    <DashboardView model={model} />
  );
}
