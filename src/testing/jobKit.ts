/** A series that trains in a moment, for tests of jobs. */
import type { ForecastOptions } from '../core/options/forecastOptions';
import { defaultOptions } from '../core/options/optionValues';
import type { Device } from '../engine/model/engine';
import type { ForecastRequest } from '../worker/protocol';

export const HOUR = 3600;
/** Small enough to train in a moment. */
const TINY: Partial<ForecastOptions> = {
  sequenceLength: 6,
  layers: 1,
  hidden: 4,
  epochs: 3,
  batchSize: 64,
  learningRate: 0.01,
  horizon: 3 * 3600,
};

/** Ten days of a daily wave, an hour a step, with a little deterministic noise. */
export function request(options: Partial<ForecastOptions> = {}, points = 240): ForecastRequest {
  const values = Float64Array.from(
    { length: points },
    (_, i) => 50 + 20 * Math.sin((2 * Math.PI * i) / 24) + (((i * 7919) % 101) / 101 - 0.5)
  );
  return {
    series: { start: Date.UTC(2026, 10, 1), step: HOUR, values },
    options: { ...defaultOptions(), ...TINY, ...options },
    thresholds: [65],
    timeZone: 'UTC',
    choices: choicesOf('cpu'),
  };
}

export const choicesOf = (...devices: Device[]) =>
  devices.map((device) => ({ device, reason: `${device} comes next` }));
