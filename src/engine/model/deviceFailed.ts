import { type Phrase, phrase, wordsOf } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import type { Device } from './engine';

/** Turns what a device, or the loading of its engine, threw into `device-failed`; our own errors stay as they are. */
export function deviceFailed(device: Device, error: unknown): ForecastFailure {
  if (error instanceof ForecastFailure) {
    return error;
  }
  return new ForecastFailure({ kind: 'device-failed', device, message: wordsOf(error) });
}

/** A browser took away what an engine computes on. @param message the browser's, empty if it says nothing */
export function takenAway(what: Phrase, message: string): Phrase {
  return message
    ? phrase('the browser took {{what}} away: {{message}}', { what, message })
    : phrase('the browser took {{what}} away', { what });
}
