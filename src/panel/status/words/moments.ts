import { HOUR_MS, MINUTE_MS } from '../../../core/math';

/** A time to come as people say it: "25 min", "2 h 30 min", "26 h", "3 d". @param ms milliseconds */
export function formatAhead(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) {
    return `${Math.max(1, minutes)} min`;
  }
  if (ms < 10 * HOUR_MS) {
    const fives = 5 * Math.round(minutes / 5);
    const rest = fives % 60;
    return `${Math.floor(fives / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
  }
  return ms < 48 * HOUR_MS ? `${Math.round(ms / HOUR_MS)} h` : `${Math.round(ms / HOUR_MS / 24)} d`;
}
