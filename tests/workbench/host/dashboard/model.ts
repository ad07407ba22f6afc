import type { AnnotationQuery, DataSourceRef, DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import type { SceneDataQuery } from '@grafana/scenes';
import type { DataQuery } from '@grafana/schema';

/** The part of a dashboard's JSON (schema v1) that the workbench draws. */
export interface DashboardModel {
  uid: string;
  title: string;
  description?: string;
  timezone?: string;
  refresh?: string;
  time?: { from: string; to: string };
  templating?: { list: VariableModel[] };
  annotations?: { list: AnnotationQuery[] };
  panels: PanelModel[];
}

export interface PanelModel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: DataSourceRef;
  targets?: DataQuery[];
  interval?: string;
  maxDataPoints?: number;
  options?: Record<string, unknown>;
  fieldConfig?: FieldConfigSource;
  pluginVersion?: string;
  transparent?: boolean;
  transformations?: DataTransformerConfig[];
  /** so much earlier than the dashboard, a duration */
  timeShift?: string;
  /** a variable: one panel for each of its values */
  repeat?: string;
  repeatDirection?: 'h' | 'v';
  /** of a row that is collapsed */
  panels?: PanelModel[];
}

export interface VariableModel {
  name: string;
  type: 'query' | 'custom' | 'constant' | 'textbox' | 'interval' | 'datasource' | 'adhoc';
  label?: string;
  description?: string;
  datasource?: DataSourceRef;
  query?: string | SceneDataQuery;
  regex?: string;
  multi?: boolean;
  includeAll?: boolean;
  allValue?: string;
  hide?: number;
  refresh?: number;
  sort?: number;
  current?: { value?: string | string[]; text?: string | string[] };
  /** of ad hoc filters */
  filters?: Array<{ key: string; operator: string; value: string }>;
}
