/**
 * Figures of a forecast as words: who is drawn, how good it is, when a threshold is crossed.
 * Imports core, session and frames. In: a `Report`, a `Breach`, a phase; out: words without markup.
 */
export {
  compareWithBaseline,
  describeAccuracy,
  describeCoverage,
  describeLevel,
  errorRatio,
  shortfall,
} from './accuracy';
export { describeBounds } from './bounds';
export { type Sides, isBad, seenFrom, sidesOf } from './breachSides';
export { describeBreach } from './breachText';
export { differenceOf } from './differences';
export { type Formats, capitalise, count, formatLoss, writeDifference } from './formats';
export { describeShares, nameDrawn, nameSource } from './names';
export { describeAnomalies, describeLeadTimes, describePhase, describeTogether, describeTraining } from './statusText';
