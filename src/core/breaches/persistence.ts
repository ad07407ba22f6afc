/**
 * Chance that what has lasted `age` steps lasts `lead` more: as many of the past spells that lasted as long did, beside
 * the chance that is known of a spell of which nothing but its age is known, age / (age + lead) (Gott, Implications of
 * the Copernican principle for our future prospects, Nature 363, 1993), which counts as one more of them.
 * @param age steps, 1 or more @param lead steps
 * @param past lengths of spells that are over, steps
 */
export function lastsOn(age: number, lead: number, past: readonly number[]): number {
  const asOld = past.filter((length) => length >= age);
  const longer = asOld.filter((length) => length >= age + lead);
  return (longer.length + age / (age + lead)) / (asOld.length + 1);
}
