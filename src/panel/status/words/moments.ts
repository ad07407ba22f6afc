import { HOUR_MS, MINUTE_MS } from '../../../core/math';
import { say } from '../../../language';

/** A time to come as people say it: "25 min", "2 h 30 min", "26 h", "3 d". @param ms milliseconds */
export function formatAhead(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) {
    return say('{{minutes}} min', { minutes: Math.max(1, minutes) });
  }
  if (ms < 10 * HOUR_MS) {
    const fives = 5 * Math.round(minutes / 5);
    const [hours, rest] = [Math.floor(fives / 60), fives % 60];
    return rest > 0 ? say('{{hours}} h {{minutes}} min', { hours, minutes: rest }) : say('{{hours}} h', { hours });
  }
  const hours = Math.round(ms / HOUR_MS);
  return ms < 48 * HOUR_MS ? say('{{hours}} h', { hours }) : say('{{days}} d', { days: Math.round(ms / HOUR_MS / 24) });
}
