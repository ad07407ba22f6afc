import { DAY, HOUR, MINUTE, activity } from './calendar';
import { machineNoise } from './noise';
import { HISTORY_DAYS, type Scenario, type Span } from './scenario';

/** The users' clocks go back one hour: 01:00 UTC of the day nine days before the anchor. */
export const clockChange = (anchor: number) => Math.floor((anchor - 9 * DAY) / DAY) * DAY + HOUR;

/** Nothing was scraped in these spans. */
export function scrapeGaps(anchor: number): Span[] {
  const gap = (days: number, minutes: number) => ({
    start: anchor - days * DAY,
    end: anchor - days * DAY + minutes * MINUTE,
  });
  return [gap(5.3, 180), gap(1.6, 40)];
}

/** The process restarted and its counters began at zero. */
export const counterReset = (anchor: number) => anchor - 12.4 * DAY;

/** Requests per second at `time`, before gaps and resets. */
export function requestRate(time: number, anchor: number): number {
  const offset = (time < clockChange(anchor) ? 2 : 1) * HOUR;
  return (25 + 180 * activity(time + offset)) * (1 + 0.05 * machineNoise(401, Math.floor(time / MINUTE)));
}

/** A request counter: its rate follows local days and weeks; with a clock change, two scrape gaps and one reset. */
export function http(anchor: number): Scenario {
  const begin = anchor - (HISTORY_DAYS + 1) * DAY;
  const reset = Math.floor((counterReset(anchor) - begin) / MINUTE);
  const gaps = scrapeGaps(anchor);
  // totals[i]: requests since the process started, at minute i after `begin`; grown on demand.
  const totals = [0];
  const total = (index: number) => {
    while (totals.length <= index) {
      const requests = Math.round(60 * requestRate(begin + totals.length * MINUTE, anchor));
      totals.push((totals.length === reset ? 0 : totals[totals.length - 1]) + requests);
    }
    return totals[index];
  };
  return {
    metric: 'demo_http_requests_total',
    labels: { service: 'api' },
    type: 'counter',
    help: 'Requests served since the process started.',
    value(time) {
      const index = Math.floor((time - begin) / MINUTE);
      const missing = index < 0 || gaps.some(({ start, end }) => time >= start && time <= end);
      return missing ? NaN : total(index);
    },
  };
}
