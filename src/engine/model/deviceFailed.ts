import { ForecastFailure } from '../../core/options';
import type { Device } from './engine';

/** Turns what a device, or the loading of its engine, threw into `device-failed`; our own errors stay as they are. */
export function deviceFailed(device: Device, error: unknown): ForecastFailure {
  if (error instanceof ForecastFailure) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ForecastFailure({ kind: 'device-failed', device, message });
}
