/** A stretch of time, ms since the epoch, both ends inclusive. */
export interface TimeWindow {
  from: number;
  to: number;
}

/** A date, with a time and an offset or not. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Windows of a list such as `2026-11-24T02:00Z/2026-11-24T06:00Z, 2026-12-24/2026-12-27` (ISO 8601 intervals), UTC where a
 * time names no offset; undefined where one is none, or ends before it begins.
 */
export function parseWindows(text: string): TimeWindow[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const windows = parts.filter((part) => part !== '').map(parseWindow);
  return windows.every((window) => window !== undefined) ? (windows as TimeWindow[]) : undefined;
}

function parseWindow(text: string): TimeWindow | undefined {
  const moments = text.split('/').map((part) => part.trim());
  const [from, to] = moments.map(parseMoment);
  return moments.length === 2 && from < to ? { from, to } : undefined;
}

/** ms; NaN where it is no moment. */
function parseMoment(text: string): number {
  if (!MOMENT.test(text)) {
    return NaN;
  }
  const hasOffset = /(Z|[+-]\d{2}:\d{2})$/.test(text) && text.includes('T');
  return Date.parse(hasOffset || !text.includes('T') ? text : `${text}Z`);
}
