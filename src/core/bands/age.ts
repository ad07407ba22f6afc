const HALF_LIFE_DAYS = 10;

/** Weight of what was forecast from row `origin` at row `now`: halved every ten days. */
export function weightOfAge(origin: number, now: number, day: number): number {
  return 2 ** ((origin - now) / day / HALF_LIFE_DAYS);
}

/** Days that the weights of the last `days` days add up to: as many count in full. */
export function effectiveDays(days: number): number {
  return Math.min(days, (HALF_LIFE_DAYS / Math.LN2) * (1 - 2 ** (-days / HALF_LIFE_DAYS)));
}
