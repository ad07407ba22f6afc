/** A share (0..1) in percent, with at most one decimal. */
export const toPercent = (share: number): number => Math.round(share * 1000) / 10;
