import type { AppPlugin, AppPluginMeta } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import React, { createContext, useContext, useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { importApp } from '../plugins';

const Context = createContext<AppPluginMeta | undefined>(undefined);

/** The app whose page is shown. */
export const useApp = () => useContext(Context);

/** `/a/:id`: the root page of an app. */
export function AppPage() {
  const { id = '' } = useParams();
  const meta = config.bootData.settings.apps[id] as unknown as AppPluginMeta | undefined;
  const [plugin, setPlugin] = useState<AppPlugin>();
  useEffect(() => {
    void (meta && importApp(meta).then(setPlugin));
  }, [meta]);
  if (!meta || (plugin && !plugin.root)) {
    return <Alert severity="error" title={meta ? 'No root app page component found' : 'App not found'} />;
  }
  const Root = plugin?.root;
  return (
    <Context.Provider value={meta}>
      {Root && <Root meta={meta} basename={`/a/${id}`} onNavChanged={() => {}} query={{}} path="" />}
    </Context.Provider>
  );
}
