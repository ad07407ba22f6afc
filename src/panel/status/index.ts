/**
 * The status line: the verdict, counts, words, figures.
 * Imports language, session and frames. In: `PanelForecast`; out: React elements, and words for the details.
 */
export { withResets } from './counterHint';
export { StatusBar } from './StatusBar';
export { StatusMark } from './StatusMark';
export type { Tab as DetailsTab } from './counts';
export { type Crossing, crossingsOf } from './crossings';
export { panelFacts } from './facts';
export { type SeriesFormats, formatsOf } from './formats';
export { layOutLine } from './layout';
export { momentOfPeak } from './moment';
export { describeLiveError, remarksOn, staleness } from './remarks';
export { type Summary, summarise } from './summary';
