/**
 * Figures of a forecast as words: who is drawn, how good it is, when a threshold is crossed.
 * Imports core, language, session and frames. In: a `Report`, a `Breach`, a phase; out: words without markup.
 */
export { compareWithBaseline, describeAccuracy, describeLevel } from './accuracy';
export { type Sides, isBad, seenFrom, sidesOf } from './breachSides';
export { describeReached, describeReturn } from './breachText';
export { crossingTexts, whyCrossing } from './crossingText';
export { differenceOf } from './differences';
export { type Formats, capitalise, clauses, count, formatLoss, whole, writeDifference } from './formats';
export { describeExpected, describeIncident, describeIncidentTime } from './incidentText';
export { describeLengthEffect } from './lengthText';
export { type Moment, momentAt } from './normalAt';
export { describeShares, nameDrawn, nameSource } from './names';
export { describeBounds } from './rangeText';
export {
  describeCounts,
  describeDrift,
  describeOutOfDate,
  describePhase,
  describePin,
  describeResets,
  describeShared,
  describeTogether,
} from './statusText';
