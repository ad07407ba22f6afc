/**
 * The ground of the status line: lists of incidents and crossings, and the facts of each model.
 * Imports language, status, session and frames. In: `PanelForecast`; out: React elements.
 */
export { type DetailsProps, DetailsPane } from './DetailsPane';
export type { Exclusions } from './ExclusionList';
export type { Pins } from './ModelButtons';
export type { RuleSource } from './RuleButtons';
export type { Telling } from './TellingButtons';
export { placeDetails } from './placement';
