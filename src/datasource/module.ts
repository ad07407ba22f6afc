// First: everything loaded lazily depends on it, and so does every array.
import './publicPath';
import '../worker/realm';
import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor, QueryEditor, QueryEditorHelp } from './editors';
import { PrometheusDatasource } from './datasource';
import { type PromOptions, type PromQuery } from './types';

export const plugin = new DataSourcePlugin<PrometheusDatasource, PromQuery, PromOptions>(PrometheusDatasource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryEditorHelp);
