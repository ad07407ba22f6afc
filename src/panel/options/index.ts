/**
 * The panel's options in Grafana's editor, their migration, thresholds and suggestions.
 * Imports core's option table and language. In: stored options; out: option editors.
 */
export { problemOf } from './check';
export { addWindow, removeWindow } from './excludedWindows';
export { addFieldOptions } from './fieldOptions';
export { addForecastOptions } from './forecastOptions';
export { changeFrom, migrate } from './migration';
export { suggest } from './suggestions';
