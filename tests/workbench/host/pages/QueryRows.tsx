import { css } from '@emotion/css';
import { CoreApp, type DataSourceApi, type GrafanaTheme2, type PanelData, type TimeRange } from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { getDataSourceSrv } from '@grafana/runtime';
import type { SceneDataQuery, SceneQueryRunner } from '@grafana/scenes';
import { Button, IconButton, InlineField, Select, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface RowProps {
  app: CoreApp;
  source: DataSourceApi;
  query: SceneDataQuery;
  queries: SceneDataQuery[];
  data?: PanelData;
  range?: TimeRange;
  onChange: (query: SceneDataQuery) => void;
  onRun: () => void;
  onRemove: () => void;
}

function QueryRow({ app, source, query, queries, data, range, onChange, onRun, onRemove }: RowProps) {
  const styles = useStyles2(getStyles);
  const Editor = source.components?.QueryEditor;
  const Help = source.components?.QueryEditorHelp;
  const [isHelping, setIsHelping] = useState(false);
  return (
    <div className={styles.row} data-testid="data-testid Query editor row">
      <div className={styles.header}>
        <strong>{query.refId}</strong>
        <IconButton
          name={query.hide ? 'eye-slash' : 'eye'}
          tooltip="Hide response"
          onClick={() => onChange({ ...query, hide: !query.hide })}
        />
        {Help && <IconButton name="question-circle" tooltip="Query help" onClick={() => setIsHelping(!isHelping)} />}
        <IconButton name="trash-alt" tooltip="Remove query" onClick={onRemove} />
      </div>
      {Editor && (
        <Editor
          datasource={source}
          query={query}
          queries={queries}
          data={data}
          range={range}
          app={app}
          history={[]}
          onChange={onChange}
          onRunQuery={onRun}
        />
      )}
      {Help && isHelping && (
        <Help
          datasource={source}
          query={query}
          onClickExample={(next) => {
            onChange(next as SceneDataQuery);
            onRun();
          }}
        />
      )}
    </div>
  );
}

const nextRefId = (queries: SceneDataQuery[]) =>
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((letter) => !queries.some(({ refId }) => refId === letter)) ?? 'Z';

/** The queries of a panel: its data source, one editor each. */
export function QueryRows({ runner, app = CoreApp.PanelEditor }: { runner: SceneQueryRunner; app?: CoreApp }) {
  const styles = useStyles2(getStyles);
  const { queries, datasource, data } = runner.useState();
  const [source, setSource] = useState<DataSourceApi>();
  useEffect(() => {
    void getDataSourceSrv().get(datasource).then(setSource);
  }, [datasource]);
  const change = (next: SceneDataQuery[]) => runner.setState({ queries: next });
  const changeSource = async (uid: string) => {
    const chosen = await getDataSourceSrv().get(uid);
    runner.setState({
      datasource: chosen.getRef(),
      queries: queries.map((query) => ({ ...query, datasource: chosen.getRef() })),
    });
  };
  const add = () => change([...queries, { ...source?.getDefaultQuery?.(app), refId: nextRefId(queries), datasource }]);
  return (
    <section className={styles.rows} data-testid={selectors.components.QueryTab.content}>
      <InlineField label="Data source">
        <Select
          width={32}
          inputId="data-source"
          value={datasource?.uid}
          options={getDataSourceSrv()
            .getList()
            .map(({ uid, name }) => ({ value: uid, label: name }))}
          onChange={({ value }) => changeSource(value!)}
        />
      </InlineField>
      {source &&
        queries.map((query, index) => (
          <QueryRow
            key={query.refId}
            app={app}
            source={source}
            query={query}
            queries={queries}
            data={data}
            range={data?.timeRange}
            onChange={(next) => change(queries.map((q, i) => (i === index ? (next as SceneDataQuery) : q)))}
            onRun={() => runner.runQueries()}
            onRemove={() => change(queries.filter((_, i) => i !== index))}
          />
        ))}
      <Button icon="plus" variant="secondary" onClick={add} data-testid={selectors.components.QueryTab.addQuery}>
        Add query
      </Button>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ padding: theme.spacing(2, 0) }),
  row: css({
    marginBottom: theme.spacing(1),
    padding: theme.spacing(1),
    background: theme.colors.background.primary,
    borderRadius: theme.shape.radius.default,
  }),
  header: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'center', marginBottom: theme.spacing(1) }),
});
