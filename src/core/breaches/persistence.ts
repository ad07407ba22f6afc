/** A share of levels stays for good, ... */
const STAYS = 0.2;
/** ... and as good as every second one that is an hour old and does not grow, where the history has no incident. */
const STAYS_FIRST = 0.5;
/** The others last on like Gott's, by twice their age at first, and until they are six hours old by no more than this. */
const MOST_HOURS = 3;

/**
 * Chance that what has lasted `age` steps lasts `lead` more: as many of the past spells that lasted as long did, beside
 * what is known of a spell of which nothing but its age is known, which counts as one more of them. That is
 * s + (1 - s) t / (t + lead), after Gott (Implications of the Copernican principle for our future prospects, Nature 363,
 * 1993), who has s = 0 and t = age. Both are measured on the series of docs/accuracy/edges.md, where a level of an hour is
 * left within six hours in two of three cases, and one of four is still there the next day.
 * @param age steps, 1 or more @param lead steps
 * @param past lengths of spells that are over, steps
 * @param hour steps @param grows it is no level: it moves further away
 */
export function lastsOn(age: number, lead: number, past: readonly number[], hour: number, grows = false): number {
  const asOld = past.filter((length) => length >= age);
  const longer = asOld.filter((length) => length >= age + lead);
  const stays = past.length === 0 && age >= hour && !grows ? STAYS_FIRST : STAYS;
  const time = Math.max(Math.min(2 * age, MOST_HOURS * hour), age - MOST_HOURS * hour);
  return (longer.length + stays + ((1 - stays) * time) / (time + lead)) / (asOld.length + 1);
}
