const secondsPer = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 };
type Unit = keyof typeof secondsPer;
const parts = /(\d+(?:\.\d+)?)(ms|[smhdwy])/g;
const whole = /^(\d+(?:\.\d+)?(ms|[smhdwy]))+$/;

/**
 * Seconds of a duration as Prometheus has them (`90s`, `1h30m`, `500ms`, `1y`), or of a bare number of seconds (`15`);
 * undefined where the text is neither, or not above 0. The durations of our options know neither ms, y nor bare numbers.
 */
export function parsePromDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const seconds = whole.test(trimmed)
    ? Array.from(trimmed.matchAll(parts)).reduce((sum, [, n, unit]) => sum + Number(n) * secondsPer[unit as Unit], 0)
    : Number(trimmed || NaN);
  return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}

/** The duration as Prometheus reads it, rounded to milliseconds: `90s`, `500ms`. */
export function writePromDuration(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
