import { createCalendar, localDay, timeAt, type Series, type SpecialDays } from '../../../src/core/series';
import { createNoise } from '../../../src/testing/testSeries';

const STEP = 1800;
const START = Date.UTC(2026, 6, 1);
const DAYS = 190;
const SATURDAY = 5 / 7;

/** An empty half year from July to the first days of January. */
export function makeOffice(): Series {
  return { start: START, step: STEP, values: new Float64Array((DAYS * 86400) / STEP) };
}

/** Requests to an office, busy from eight to six on days of work, in UTC; holidays pass like Sundays, but for the noise. */
export function workedBy(office: Series, holidays: SpecialDays, seed: number): Series {
  const calendar = createCalendar('UTC');
  const noise = createNoise(seed);
  let level = 0;
  const values = office.values.map((_, row) => {
    const time = timeAt(office, row);
    const isOff = holidays.has(localDay(calendar, time)) || calendar.weekPhase(time) >= SATURDAY;
    const hours = Math.exp(-(((24 * calendar.dayPhase(time) - 13) / 4) ** 4));
    level = 0.9 * level + noise();
    return 100 + (isOff ? 20 : 120) * hours + 2 * level + 4 * noise();
  });
  return { ...office, values };
}
