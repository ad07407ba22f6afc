import { type View, VIEWS } from './views';

/** Margins that `npm run evaluate -- anomaly --family-out` learns on all families that are not locked (docs/accuracy.md). */
const LEARNED: Readonly<Record<View, number>> = { jump: -1, season: 0.5, still: 5 };

/** (VIEWS) powers of ten that each view must be stranger than it says before it counts as that strange. */
export const MARGINS: readonly number[] = VIEWS.map((view) => LEARNED[view]);
