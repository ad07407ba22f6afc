// First: everything loaded lazily depends on it.
import './publicPath';
import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor, QueryEditor, QueryEditorHelp } from './editors';
import { PrometheusDatasource } from './datasource';
import { type PromOptions, type PromQuery } from './types';

export const plugin = new DataSourcePlugin<PrometheusDatasource, PromQuery, PromOptions>(PrometheusDatasource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryEditorHelp);
