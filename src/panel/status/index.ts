/**
 * The status line and its details: words, figures, buttons.
 * Imports session and frames. In: `PanelForecast`; out: React elements.
 */
export { StatusBar } from './StatusBar';
export { StatusMark } from './StatusMark';
export { panelFacts } from './facts';
export { type SeriesFormats, formatsOf } from './formats';
export { statusHeight } from './layout';
export { describeLiveError, remarksOn, staleness } from './remarks';
