import type { Member } from './member';
import { analogLong, analogShort } from './analog';
import { lastValue, level } from './held';
import { linear } from './linear';
import { days, daysAndWeeks, weekday, yesterday } from './medianDays';
import { dayAndWeek, naiveDay, naiveWeek } from './naive';
import { ridge } from './ridgeMember';
import { sarx, season } from './seasonal';

/** The members that are blended. */
export const BLENDED: readonly Member[] = [
  lastValue,
  level,
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

/** The members of the instant forecast: nothing of them is fitted. */
export const BASELINES: readonly Member[] = [lastValue, naiveDay, linear];

/** Measured beside the blend: members that did not pay in it. */
export const MEASURED: readonly Member[] = [linear, dayAndWeek, season, ridge];
