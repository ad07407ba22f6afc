import type { Range } from './draws';
import type { EventKind } from './events';
import type { ObservationKind } from './observe';

/** A kind of metric: how large each part of it is, what happens to it, how it is seen. */
export interface Family {
  name: string;
  /** relative frequency */
  share: number;
  /** standard deviation of each part; the season's is the unit of the others where it has one */
  season: Range;
  noise: Range;
  /** of a random walk, per day */
  walk: Range;
  /** probability that a series has such events, and how many a day then */
  events: Partial<Record<EventKind, { share: number; rate: Range }>>;
  observations: readonly ObservationKind[];
}

const NONE: Range = [0, 0];
const RARE: Range = [0.02, 0.2];

/** The corpus. Families of the method first, then what else happens in operations. */
export const FAMILIES: readonly Family[] = [
  {
    name: 'traffic',
    share: 3,
    season: [0.8, 1.2],
    noise: [0.03, 0.5],
    walk: [0, 0.15],
    events: {
      shift: { share: 0.2, rate: RARE },
      burst: { share: 0.3, rate: [0.05, 1] },
      trend: { share: 0.3, rate: NONE },
    },
    observations: ['plain', 'exponential', 'smooth', 'count'],
  },
  {
    name: 'noisy season',
    share: 3,
    season: [0.5, 1],
    noise: [0.4, 2],
    walk: [0, 0.3],
    events: { shift: { share: 0.25, rate: RARE }, burst: { share: 0.4, rate: [0.1, 2] } },
    observations: ['plain', 'exponential', 'floor', 'rounded', 'share'],
  },
  {
    name: 'level',
    share: 1.5,
    season: [0, 0.3],
    noise: [0.5, 1.5],
    walk: [0.05, 1],
    events: {
      shift: { share: 0.5, rate: [0.05, 0.5] },
      ramp: { share: 0.3, rate: RARE },
      burst: { share: 0.3, rate: [0.1, 2] },
    },
    observations: ['plain', 'smooth', 'share', 'rounded'],
  },
  {
    name: 'batch jobs',
    share: 1.5,
    season: [0, 0.8],
    noise: [0.1, 0.8],
    walk: [0, 0.2],
    events: { batch: { share: 1, rate: NONE }, shift: { share: 0.15, rate: RARE } },
    observations: ['plain', 'floor', 'smooth', 'exponential'],
  },
  {
    name: 'incidents',
    share: 1.5,
    season: [0.5, 1],
    noise: [0.1, 0.8],
    walk: [0, 0.2],
    events: {
      incident: { share: 1, rate: [0.05, 0.5] },
      deploy: { share: 0.4, rate: [0.05, 0.5] },
      burst: { share: 0.5, rate: [0.2, 3] },
    },
    observations: ['plain', 'exponential', 'floor', 'share'],
  },
  {
    name: 'resources',
    share: 1.5,
    season: [0.1, 0.8],
    noise: [0.05, 0.5],
    walk: [0.05, 0.5],
    events: {
      reset: { share: 0.5, rate: [0.15, 6] },
      ramp: { share: 0.4, rate: RARE },
      deploy: { share: 0.5, rate: [0.05, 0.6] },
    },
    observations: ['plain', 'share', 'rounded', 'smooth'],
  },
  {
    name: 'counts',
    share: 1,
    season: [0.3, 1],
    noise: [0.05, 0.5],
    walk: [0, 0.3],
    events: { burst: { share: 0.5, rate: [0.1, 2] }, batch: { share: 0.2, rate: NONE } },
    observations: ['count', 'rounded', 'floor'],
  },
];
