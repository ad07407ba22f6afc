import {
  type AnnotationQuery,
  CustomVariableSupport,
  type DataQueryRequest,
  type DataSourceApi,
  dateTime,
  getDefaultTimeRange,
  type TimeRange,
} from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { Button } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { firstValueFrom } from 'rxjs';
import type { DashboardModel, VariableModel } from '../dashboard/model';
import { Chrome } from './Chrome';

interface Props<T> {
  source: DataSourceApi;
  value: T;
  onChange: (value: T) => void;
}

/** `from` and `to` of the address, ms; the last hours without them. */
function rangeOfPage(): TimeRange {
  const search = new URLSearchParams(window.location.search);
  if (!search.has('from')) {
    return getDefaultTimeRange();
  }
  const [from, to] = ['from', 'to'].map((name) => dateTime(Number(search.get(name))));
  return { from, to, raw: { from, to } };
}

/** The data source's own editor of a variable, and the values that its query has. */
function VariableSettings({ source, value, onChange }: Props<VariableModel>) {
  const [found, setFound] = useState<string[]>([]);
  const support = source.variables;
  if (!(support instanceof CustomVariableSupport)) {
    return null;
  }
  const Editor = support.editor;
  const run = async () => {
    const request = { targets: [value.query], range: rangeOfPage(), scopedVars: {} };
    const { data } = await firstValueFrom(support.query(request as unknown as DataQueryRequest<DataQuery>));
    setFound(data.map(({ text }) => text));
  };
  return (
    <>
      <Editor
        datasource={source}
        query={value.query as DataQuery}
        range={rangeOfPage()}
        onChange={(query: DataQuery) => onChange({ ...value, query })}
        onRunQuery={() => {}}
      />
      <Button variant="secondary" onClick={() => void run()}>
        Run query
      </Button>
      <ul aria-label="Preview of values">
        {found.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** The data source's own editor of an annotation. */
function AnnotationSettings({ source, value, onChange }: Props<AnnotationQuery>) {
  const support = source.annotations;
  const Editor = support?.QueryEditor;
  const prepared = support?.prepareAnnotation?.(value) ?? value;
  return Editor ? (
    <Editor
      datasource={source}
      annotation={prepared}
      query={prepared.target ?? { refId: 'Anno' }}
      onChange={(target) => onChange({ ...prepared, target })}
      onRunQuery={() => {}}
      onAnnotationChange={onChange}
    />
  ) : null;
}

/** `/d/:uid/settings/:kind/:index`: the editor of a variable or an annotation of a dashboard. */
export function DashboardSettingsPage() {
  const { uid, kind, index } = useParams();
  const [model, setModel] = useState<DashboardModel>();
  const [source, setSource] = useState<DataSourceApi>();
  useEffect(() => {
    void getBackendSrv()
      .get<{ dashboard: DashboardModel }>(`/api/dashboards/uid/${uid}`)
      .then(({ dashboard }) => setModel(dashboard));
  }, [uid]);
  const place = kind === 'variables' ? 'templating' : 'annotations';
  const list = (model?.[place]?.list ?? []) as Array<VariableModel & AnnotationQuery>;
  const value = list[Number(index)];
  const ref = value?.datasource;
  useEffect(() => {
    void (ref && getDataSourceSrv().get(ref).then(setSource));
  }, [ref]);
  const Editor = (kind === 'variables' ? VariableSettings : AnnotationSettings) as React.ComponentType<Props<unknown>>;
  const change = (next: unknown) =>
    setModel({ ...model!, [place]: { list: list.map((one, i) => (i === Number(index) ? next : one)) } });
  const save = () => getBackendSrv().post('/api/dashboards/db', { dashboard: model, overwrite: true });
  return (
    <Chrome
      crumbs={[{ text: 'Home', url: '/' }, { text: model?.title ?? '', url: `/d/${uid}` }, { text: value?.name ?? '' }]}
      actions={<Button onClick={save}>Save dashboard</Button>}
    >
      {source && value && <Editor source={source} value={value} onChange={change} />}
    </Chrome>
  );
}
