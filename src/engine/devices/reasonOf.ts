import { type Words, wordsOf } from '../../core/language';
import { ForecastFailure, describeError } from '../../core/options';

/** The reason of a failure, in the words of the device or worker where there are any. */
export function reasonOf(error: unknown): Words {
  if (error instanceof ForecastFailure) {
    const { detail } = error;
    return detail.kind === 'device-failed' || detail.kind === 'worker-failed' ? detail.message : describeError(detail);
  }
  return wordsOf(error);
}
