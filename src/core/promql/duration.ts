const secondsPer = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 };
type Unit = keyof typeof secondsPer;
const parts = /(\d+(?:\.\d+)?)(ms|[smhdwy])/g;
const whole = /^(\d+(?:\.\d+)?(ms|[smhdwy]))+$/;

/**
 * Prometheus's durations, which are more than those of our options: milliseconds, years, and bare seconds.
 *
 * Seconds of a Prometheus duration (`90s`, `1h30m`, `500ms`) or of a bare number of seconds (`15`).
 * `undefined` where the text is neither, or not above 0.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  const seconds = whole.test(trimmed)
    ? Array.from(trimmed.matchAll(parts)).reduce((sum, [, n, unit]) => sum + Number(n) * secondsPer[unit as Unit], 0)
    : Number(trimmed || NaN);
  return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}

/** The duration as Prometheus reads it, rounded to milliseconds: `90s`, `500ms`. */
export function formatDuration(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
