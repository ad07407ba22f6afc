import { strangestRow, type Incident } from './incidents';
import type { Samples } from './samples';
import type { Scored } from './scoreSamples';

/**
 * Why an incident was raised, in words, from the channel that raised it.
 * @param format a value in the unit of the series, as text
 */
export function describeIncident(
  { start, channel, direction }: Incident,
  samples: Samples,
  scored: Scored,
  format: (value: number) => string
): string {
  const row = strangestRow(samples, scored, channel, start);
  const value = format(samples.values[row]);
  const expected = format(scored.expected[row]);
  switch (channel) {
    case 'autoregression':
      return `Jumped away from what the last values led to: ${value} where ${expected} was expected`;
    case 'season':
      return `Unusually ${direction === 'above' ? 'high' : 'low'} for this time of day: ${value} where ${expected} was expected`;
    case 'level':
      return `Far ${direction} its usual level: ${value}, usually ${expected}`;
    case 'network':
      return `The LSTM did not expect ${value} after the last hours`;
  }
}
