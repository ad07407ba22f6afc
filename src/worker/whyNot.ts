import { ForecastFailure } from '../core/options';

/** The reason why another device may do better; undefined where none would. */
export function whyNot(error: unknown): string | undefined {
  const detail = error instanceof ForecastFailure ? error.detail : undefined;
  switch (detail?.kind) {
    case 'device-failed':
      return detail.message;
    case 'device-unavailable':
      return detail.why;
    case 'too-large':
      return `${detail.what}: ${detail.size}, at most ${detail.limit}`;
    default:
      return undefined;
  }
}
