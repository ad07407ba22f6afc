/**
 * The status line and its details: words, figures, buttons.
 * Imports session and frames. In: `PanelForecast`; out: React elements.
 */
export { StatusBar, StatusMark, statusHeight } from './StatusBar';
export { panelFacts } from './facts';
export { formatsOf } from './formats';
export { describeLiveError, remarksOn, staleness } from './remarks';
