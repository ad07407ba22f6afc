// First: everything loaded lazily depends on it.
import './publicPath';
import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './editors/ConfigEditor';
import { PrometheusDatasource } from './datasource';
import { QueryEditor } from './editors/QueryEditor';
import { QueryEditorHelp } from './editors/QueryEditorHelp';
import { type PromOptions, type PromQuery } from './types';

export const plugin = new DataSourcePlugin<PrometheusDatasource, PromQuery, PromOptions>(PrometheusDatasource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryEditorHelp);
