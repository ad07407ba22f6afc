import { clamp } from '../numbers';
import { autoregression } from './autoregression';
import type { Channel, ChannelInput, ChannelOutput } from './channel';
import { level } from './level';
import { likelihoodOf } from './likelihood';
import type { NetworkChannel } from './networkChannel';
import { PRESETS, type ChannelName, type PresetName, type Term } from './presets';
import { stepOf, type Samples } from './samples';
import { seasonProfile } from './seasonProfile';
import { standardOf } from './standardise';

export interface ScoringOptions {
  preset: PresetName;
  /** known rows to learn from before anything is judged */
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

/** Further out is as far: keeps the squares finite where the scale is next to nothing. */
const MAX_Z = 1e6;

const CHANNELS: Record<Exclude<ChannelName, 'network'>, Channel> = {
  autoregression,
  season: seasonProfile,
  level,
};

/**
 * How unusual each row is, judged by what came before it alone. The first `warmUp` known rows set the scale; from there
 * on no row's result depends on a later one. Missing rows are left out, as if never sampled.
 */
export function scoreSamples({ times, values }: Samples, { preset, warmUp, network, mask }: ScoringOptions): Scored {
  const rows = Int32Array.from(values.keys()).filter((row) => Number.isFinite(values[row]));
  const spread = (known: Float64Array) => {
    const out = new Float64Array(values.length).fill(NaN);
    rows.forEach((row, i) => (out[row] = known[i]));
    return out;
  };
  const terms = PRESETS[preset].terms.filter(({ channel }) => channel !== 'network' || network !== undefined);
  if (rows.length <= warmUp) {
    const quiet = () => spread(new Float64Array(rows.length));
    const channels = Object.fromEntries(terms.map(({ channel }) => [channel, quiet()]));
    return { preset, warmUp: values.length, likelihood: quiet(), channels, expected: spread(pick(values, rows)) };
  }
  const known = pick(values, rows);
  const knownMask = Uint8Array.from(rows, (row) => (mask?.[row] ? 1 : 0));
  const { center, scale } = standardOf(known, warmUp, knownMask);
  const input: ChannelInput = {
    z: known.map((value) => clamp((value - center) / scale, -MAX_Z, MAX_Z)),
    times: pick(times, rows),
    step: stepOf(times),
    warmUp,
    mask: knownMask,
  };
  const outputs = terms.map((term) => runTerm(term, input, network));
  const likelihoods = terms.map(({ window }, k) => likelihoodOf(outputs[k].errors, window, warmUp, knownMask));
  const expected = rows.reduce<Float64Array>((out, _, t) => {
    const leader = leaderOf(likelihoods, outputs, t);
    out[t] = leader === undefined ? known[t] : center + scale * leader.expected[t];
    return out;
  }, new Float64Array(rows.length));
  return {
    preset,
    warmUp: rows[warmUp],
    likelihood: spread(expected.map((_, t) => likelihoods.reduce((sum, { [t]: one }) => sum + one, 0))),
    channels: Object.fromEntries(terms.map(({ channel }, k) => [channel, spread(likelihoods[k])])),
    expected: spread(expected),
  };
}

/** The network tells its errors, not what it expected. */
type TermOutput = Pick<ChannelOutput, 'errors'> & Partial<ChannelOutput>;

function runTerm({ channel, lead = 'short' }: Term, input: ChannelInput, network?: NetworkChannel): TermOutput {
  return channel === 'network'
    ? { errors: network?.(input.z, input.times, input.warmUp)[lead] ?? new Float64Array(input.z.length) }
    : CHANNELS[channel](input);
}

function leaderOf(likelihoods: Float64Array[], outputs: TermOutput[], t: number): ChannelOutput | undefined {
  let best = -1;
  let leader: ChannelOutput | undefined;
  outputs.forEach(({ errors, expected }, k) => {
    if (expected !== undefined && likelihoods[k][t] > best) {
      best = likelihoods[k][t];
      leader = { errors, expected };
    }
  });
  return leader;
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]);
}
