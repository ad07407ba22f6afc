import { type View, VIEWS } from './views';

/** Margins that `npm run evaluate -- anomaly --family-out` learns on all families that are not locked (docs/accuracy/anomalies.md). */
const LEARNED: Readonly<Record<Exclude<View, 'due'>, number>> = { jump: -1, season: 1, still: 1.5 };
/** Set, not learned: hardly one labelled event is a job that did not run. */
const DUE = 1;

/** (VIEWS) powers of ten that each view must be stranger than it says before it counts as that strange. */
export const MARGINS: readonly number[] = VIEWS.map((view) => (view === 'due' ? DUE : LEARNED[view]));
