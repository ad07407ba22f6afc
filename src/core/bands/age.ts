const HALF_LIFE_DAYS = 10;

/** Days in which the weight of a past forecast is halved: ten, or as many as it looked ahead. */
export const halfLifeOf = (leadDays: number): number => Math.max(HALF_LIFE_DAYS, leadDays);

/** Weight of what was forecast from row `origin` at row `now`. @param halfLife days */
export function weightOfAge(origin: number, now: number, day: number, halfLife = HALF_LIFE_DAYS): number {
  return 2 ** ((origin - now) / day / halfLife);
}

/** Days that the weights of the last `days` days add up to: as many count in full. */
export function effectiveDays(days: number): number {
  return Math.min(days, (HALF_LIFE_DAYS / Math.LN2) * (1 - 2 ** (-days / HALF_LIFE_DAYS)));
}
