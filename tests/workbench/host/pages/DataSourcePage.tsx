import { css } from '@emotion/css';
import type {
  DataSourceApi,
  DataSourcePlugin,
  DataSourceSettings,
  GrafanaTheme2,
  TestDataSourceResponse,
} from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { config, getBackendSrv, getDataSourceSrv, isFetchError } from '@grafana/runtime';
import { Alert, Button, Field, Input, useStyles2, type AlertVariant } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { importDataSource } from '../plugins';
import { Chrome } from './Chrome';

const ids = selectors.pages.DataSource;

/** Runs the data source's own test; what it throws becomes the answer, as in Grafana. */
async function test(uid: string): Promise<TestDataSourceResponse> {
  await getDataSourceSrv().reload();
  const source: DataSourceApi = await getDataSourceSrv().get(uid);
  try {
    return await source.testDatasource();
  } catch (error) {
    const message = isFetchError(error) ? error.data?.message : error instanceof Error ? error.message : String(error);
    return { status: 'error', message };
  }
}

const severity = (status: string): AlertVariant => (status === 'success' || status === 'ok' ? 'success' : 'error');

/** The settings of a data source: its name, the plugin's own editor, save and test. */
export function DataSourcePage() {
  const styles = useStyles2(getStyles);
  const { uid = '' } = useParams();
  const [settings, setSettings] = useState<DataSourceSettings>();
  const [plugin, setPlugin] = useState<DataSourcePlugin<DataSourceApi>>();
  const [answer, setAnswer] = useState<TestDataSourceResponse>();
  const [isTesting, setIsTesting] = useState(false);
  useEffect(() => {
    const load = async () => {
      const found = await getBackendSrv().get<DataSourceSettings>(`/api/datasources/uid/${uid}`);
      const meta = Object.values(config.datasources).find((source) => source.type === found.type)?.meta;
      setSettings(found);
      setPlugin(meta && ((await importDataSource(meta)) as DataSourcePlugin<DataSourceApi>));
    };
    void load();
  }, [uid]);
  const save = async () => {
    setIsTesting(true);
    setAnswer(undefined);
    await getBackendSrv().put(`/api/datasources/uid/${uid}`, settings);
    setSettings(await getBackendSrv().get(`/api/datasources/uid/${uid}`));
    setAnswer(await test(uid));
    setIsTesting(false);
  };
  const Editor = plugin?.components.ConfigEditor;
  return (
    <Chrome crumbs={[{ text: 'Home', url: '/' }, { text: 'Data sources' }, { text: settings?.name ?? '' }]}>
      {settings && Editor && (
        <div className={styles.page}>
          <Field label="Name">
            <Input
              data-testid={ids.name}
              value={settings.name}
              onChange={({ currentTarget }) => setSettings({ ...settings, name: currentTarget.value })}
            />
          </Field>
          <Editor options={settings} onOptionsChange={setSettings} />
          <div className={styles.test}>
            {answer && (
              <Alert severity={severity(answer.status)} title={answer.message} data-testid={ids.alert}>
                {answer.details?.message}
                {answer.details?.verboseMessage && <pre>{answer.details.verboseMessage}</pre>}
              </Alert>
            )}
            <div>
              <Button data-testid={ids.saveAndTest} disabled={isTesting} onClick={save}>
                Save &amp; test
              </Button>
            </div>
          </div>
        </div>
      )}
    </Chrome>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ maxWidth: 800, width: '100%', padding: theme.spacing(2, 0) }),
  test: css({ marginTop: theme.spacing(3) }),
});
