import { type LiveSeries, seriesKey } from '../frames';

type Identity = (one: LiveSeries) => string | undefined;

/** Parts of a series' identity that survive joining, concatenating or renaming, the strongest first. */
const identities: Identity[] = [
  ({ field }) => (Object.keys(field.labels ?? {}).length > 0 ? seriesKey('', field.name, field.labels) : undefined),
  ({ name }) => name,
];

/**
 * Pairs live series with the series of a history that have another key because a transformation gave them one: by
 * their labels, else by their name, where only one on each side has it. A pair is a guess: a calculated field can have
 * the name of what it was calculated from.
 *
 * @returns keys of the history by keys of live series; those that both have are left out
 */
export function matchSeries(live: LiveSeries[], found: LiveSeries[]): Map<string, string> {
  const pairs = new Map<string, string>();
  const known = new Set(found.map(({ key }) => key));
  const shown = new Set(live.map(({ key }) => key));
  for (const identity of identities) {
    const open = byIdentity(
      live.filter(({ key }) => !known.has(key) && !pairs.has(key)),
      identity
    );
    const taken = new Set(pairs.values());
    const free = byIdentity(
      found.filter(({ key }) => !shown.has(key) && !taken.has(key)),
      identity
    );
    for (const [name, keys] of open) {
      const others = free.get(name);
      if (keys.length === 1 && others?.length === 1) {
        pairs.set(keys[0], others[0]);
      }
    }
  }
  return pairs;
}

function byIdentity(series: LiveSeries[], identity: Identity): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const one of series) {
    const name = identity(one);
    if (name !== undefined) {
      groups.set(name, [...(groups.get(name) ?? []), one.key]);
    }
  }
  return groups;
}
