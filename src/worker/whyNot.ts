import { type Words, phrase } from '../core/language';
import { ForecastFailure } from '../core/options';

/** The reason why another device may do better; undefined where none would. */
export function whyNot(error: unknown): Words | undefined {
  const detail = error instanceof ForecastFailure ? error.detail : undefined;
  switch (detail?.kind) {
    case 'device-failed':
      return detail.message;
    case 'device-unavailable':
      return detail.why;
    case 'too-large':
      return phrase('{{what}}: {{size}}, at most {{limit}}', {
        what: detail.what,
        size: detail.size,
        limit: detail.limit,
      });
    default:
      return undefined;
  }
}
