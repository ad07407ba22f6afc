import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  SceneVariableSet,
  TextBoxVariable,
  type SceneVariable,
} from '@grafana/scenes';
import type { VariableModel } from './model';

/** One template variable of a dashboard's JSON as a scene object. */
function createVariable(model: VariableModel): SceneVariable {
  const { name, label, description, hide, multi, includeAll, allValue, regex, refresh, sort } = model;
  const query = typeof model.query === 'string' ? model.query : '';
  const value = model.current?.value ?? '';
  const base = { name, label, description, hide, skipUrlSync: false };
  const several = {
    ...base,
    isMulti: multi,
    includeAll,
    allValue,
    value,
    text: model.current?.text ?? '',
    defaultToAll: Boolean(includeAll),
  };
  switch (model.type) {
    case 'query':
      return new QueryVariable({
        ...several,
        query: model.query ?? '',
        datasource: model.datasource,
        regex,
        refresh,
        sort,
      });
    case 'custom':
      return new CustomVariable({ ...several, query });
    case 'datasource':
      return new DataSourceVariable({ ...several, pluginId: query, regex });
    case 'interval':
      return new IntervalVariable({ ...base, intervals: query.split(','), value: String(value) });
    case 'constant':
      return new ConstantVariable({ ...base, value: query });
    case 'adhoc':
      // Each query of the data source gets them beside its expression.
      return new AdHocFiltersVariable({ ...base, datasource: model.datasource, filters: model.filters ?? [] });
    case 'textbox':
      return new TextBoxVariable({ ...base, value: String(value || query) });
  }
}

export const createVariables = (models: VariableModel[] = []) =>
  new SceneVariableSet({ variables: models.map(createVariable) });
