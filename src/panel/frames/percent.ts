import { say } from '../../language';

/** A share (0..1) in percent, with at most one decimal. */
export const toPercent = (share: number): number => Math.round(share * 1000) / 10;

/** A share (0..1) in words: "97.5 %". */
export const percent = (share: number): string => say('{{number}} %', { number: toPercent(share) });
