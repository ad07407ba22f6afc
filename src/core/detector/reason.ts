import { type Phrase, phrase } from '../language';
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
): Phrase {
  const [seen, usual] = [format(value), format(expected)];
  const isAbove = direction === 'above';
  switch (channel) {
    case 'autoregression':
      return phrase('Jumped away from what the last values led to: {{seen}} where {{usual}} was expected', {
        seen,
        usual,
      });
    case 'season':
      return isAbove
        ? phrase('Unusually high for this time of day: {{seen}} where {{usual}} was expected', { seen, usual })
        : phrase('Unusually low for this time of day: {{seen}} where {{usual}} was expected', { seen, usual });
    case 'level':
      return isAbove
        ? phrase('Far above its usual level: {{seen}}, usually {{usual}}', { seen, usual })
        : phrase('Far below its usual level: {{seen}}, usually {{usual}}', { seen, usual });
    case 'still':
      return phrase('Has stood still at {{seen}} for longer than before', { seen });
    case 'network':
      return phrase('The LSTM did not expect {{seen}} after the last hours', { seen });
  }
}
