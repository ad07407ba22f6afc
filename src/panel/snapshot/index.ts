/**
 * Forecasts that travel within a snapshot's frames.
 * Imports language, frames and session. In: `PanelForecast`; out: text in a frame's meta, and back.
 */
export { encodeForecasts } from './carried';
export { attachForecast, attachedForecast, isSnapshot, isSnapshotPage } from './snapshot';
