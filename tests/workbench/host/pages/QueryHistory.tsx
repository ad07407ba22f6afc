import { type DataSourceApi, LoadingState } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { SceneDataQuery, SceneQueryRunner } from '@grafana/scenes';
import React, { useEffect, useState } from 'react';

/** What was asked on this page, the newest first, in the words of the data source; a click asks it again. */
export function QueryHistory({ runner }: { runner: SceneQueryRunner }) {
  const { datasource } = runner.useState();
  const [source, setSource] = useState<DataSourceApi>();
  const [asked, setAsked] = useState<SceneDataQuery[][]>([]);
  useEffect(() => {
    void getDataSourceSrv().get(datasource).then(setSource);
  }, [datasource]);
  const textOf = (queries: SceneDataQuery[]) =>
    queries.map((query) => source?.getQueryDisplayText?.(query) ?? '').join(', ');
  useEffect(() => {
    const keep = runner.subscribeToState(({ data }) => {
      const { state, request } = data ?? {};
      if (state === LoadingState.Done && request && request.targets.length > 0) {
        const { targets } = request;
        setAsked((before) => [targets, ...before.filter((one) => JSON.stringify(one) !== JSON.stringify(targets))]);
      }
    });
    return () => keep.unsubscribe();
  }, [runner]);
  return (
    <ul aria-label="Query history">
      {source &&
        asked.map((queries) => (
          <li key={JSON.stringify(queries)}>
            <button
              type="button"
              onClick={() => {
                runner.setState({ queries });
                runner.runQueries();
              }}
            >
              {textOf(queries)}
            </button>
          </li>
        ))}
    </ul>
  );
}
