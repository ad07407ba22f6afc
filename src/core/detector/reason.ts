import { strangestRow, type Incident } from './incidents';
import type { ChannelName } from './presets';
import type { Samples } from '../channels';
import type { Scored } from './scoreSamples';

/** The channel that raised an incident, with what it saw and what it expected, in the unit of the series. */
export interface Reason {
  channel: ChannelName | 'still';
  direction: 'above' | 'below';
  value: number;
  expected: number;
}

/** The observation of the channel that raised an incident. */
export function reasonOf({ start, channel, direction }: Incident, samples: Samples, scored: Scored): Reason {
  const row = strangestRow(samples, scored, channel, start);
  return { channel, direction, value: samples.values[row], expected: scored.expected[row] };
}

/**
 * The same in words.
 * @param format a value in the unit of the series, as text
 */
export function describeReason(
  { channel, direction, value, expected }: Reason,
  format: (value: number) => string
): string {
  const [seen, usual] = [format(value), format(expected)];
  switch (channel) {
    case 'autoregression':
      return `Jumped away from what the last values led to: ${seen} where ${usual} was expected`;
    case 'season':
      return `Unusually ${direction === 'above' ? 'high' : 'low'} for this time of day: ${seen} where ${usual} was expected`;
    case 'level':
      return `Far ${direction} its usual level: ${seen}, usually ${usual}`;
    case 'still':
      return `Has stood still at ${seen} for longer than before`;
    case 'network':
      return `The LSTM did not expect ${seen} after the last hours`;
  }
}
