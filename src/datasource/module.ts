// First: everything loaded lazily depends on it.
import './publicPath';
import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './ConfigEditor';
import { PrometheusDatasource } from './datasource';
import { QueryEditor } from './QueryEditor';
import { QueryEditorHelp } from './QueryEditorHelp';
import { type PromOptions, type PromQuery } from './types';

export const plugin = new DataSourcePlugin<PrometheusDatasource, PromQuery, PromOptions>(PrometheusDatasource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryEditorHelp);
