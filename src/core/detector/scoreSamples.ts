import {
  type Channel,
  type ChannelInput,
  type ChannelOutput,
  type NetworkChannel,
  type Samples,
  autoregression,
  level,
  prepare,
  relativeErrors,
  seasonProfile,
} from '../channels';
import { likelihoodOf } from './likelihood';
import { PRESETS, type ChannelName, type PresetName, type Term } from './presets';

export interface ScoringOptions {
  preset: PresetName;
  /** known rows to learn from before anything is judged; 24 at least */
  warmUp: number;
  /** the LSTM's channel; without it the others judge alone */
  network?: NetworkChannel;
  /** (N) not 0 for rows that are known as bad: they are judged, and not learned from */
  mask?: ArrayLike<number>;
}

export interface Scored {
  preset: PresetName;
  /** rows up to the end of the warm-up; N where the series is no longer than its warm-up, and nothing is judged */
  warmUp: number;
  /** (N) the summed likelihood; 0 until half of the warm-up is known, NaN where the value is missing */
  likelihood: Float64Array;
  /** (N) each, the summands */
  channels: Partial<Record<ChannelName, Float64Array>>;
  /** (N) what the leading of the channels that can tell expected, in the unit of the series; NaN where it is missing */
  expected: Float64Array;
}

const CHANNELS: Record<Exclude<ChannelName, 'network'>, Channel> = {
  autoregression: (input) => autoregression(input),
  season: seasonProfile,
  level,
};

/**
 * Scores of how unusual each row is, judged by what came before it alone. The first `warmUp` known rows set the scale; from there
 * on no row's result depends on a later one. Missing rows are left out, as if never sampled.
 */
export function scoreSamples(samples: Samples, { preset, warmUp, network, mask }: ScoringOptions): Scored {
  const { input, rows, standard } = prepare(samples, warmUp, mask);
  const spread = (known: Float64Array) => {
    const out = new Float64Array(samples.values.length).fill(NaN);
    rows.forEach((row, i) => (out[row] = known[i]));
    return out;
  };
  const terms = PRESETS[preset].terms.filter(({ channel }) => channel !== 'network' || network !== undefined);
  if (rows.length <= input.warmUp) {
    const quiet = () => spread(new Float64Array(rows.length));
    const channels = Object.fromEntries(terms.map(({ channel }) => [channel, quiet()]));
    const expected = spread(Float64Array.from(rows, (row) => samples.values[row]));
    return { preset, warmUp: expected.length, likelihood: quiet(), channels, expected };
  }
  const outputs = terms.map((term) => runTerm(term, input, network));
  const likelihoods = terms.map(({ window, relative }, k) => {
    const { errors } = outputs[k];
    const judged = relative ? relativeErrors(errors, input.times, input.mask) : errors;
    return likelihoodOf(judged, window, input.warmUp, input.mask);
  });
  const known = input.z.map((z, t) => standard.center + standard.scale * (leaderOf(likelihoods, outputs, t)?.[t] ?? z));
  return {
    preset,
    warmUp: rows[input.warmUp],
    likelihood: spread(input.z.map((_, t) => likelihoods.reduce((sum, likelihood) => sum + likelihood[t], 0))),
    channels: Object.fromEntries(terms.map(({ channel }, k) => [channel, spread(likelihoods[k])])),
    expected: spread(known),
  };
}

/** The network tells its errors, not what it expected. */
type TermOutput = Pick<ChannelOutput, 'errors'> & Partial<ChannelOutput>;

function runTerm({ channel, lead = 'short' }: Term, input: ChannelInput, network?: NetworkChannel): TermOutput {
  return channel === 'network'
    ? { errors: network?.(input.z, input.times, input.warmUp)[lead] ?? new Float64Array(input.z.length) }
    : CHANNELS[channel](input);
}

/** The expectation of the channel that finds row `t` most unlikely, of those that tell. */
function leaderOf(likelihoods: Float64Array[], outputs: TermOutput[], t: number): Float64Array | undefined {
  let best = -1;
  let leader: Float64Array | undefined;
  outputs.forEach(({ expected }, k) => {
    if (expected !== undefined && likelihoods[k][t] > best) {
      best = likelihoods[k][t];
      leader = expected;
    }
  });
  return leader;
}
