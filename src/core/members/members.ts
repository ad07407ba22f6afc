import type { Member } from './member';
import { analogLong, analogShort } from './analog';
import { lastValue, linear } from './lastValue';
import { days, daysAndWeeks, weekday, yesterday } from './medianDays';
import { dayAndWeek, naiveDay, naiveWeek } from './naive';
import { ridge } from './ridgeMember';
import { sarx, season } from './seasonal';

/** The members that are blended. */
export const BLENDED: readonly Member[] = [
  lastValue,
  naiveDay,
  naiveWeek,
  sarx,
  days,
  weekday,
  yesterday,
  daysAndWeeks,
  analogShort,
  analogLong,
];

/** Measured beside the blend: yardsticks, and members that did not pay in it. */
export const MEASURED: readonly Member[] = [linear, dayAndWeek, season, ridge];
