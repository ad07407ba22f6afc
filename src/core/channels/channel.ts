/** The known rows of a series, standardised: the input of every channel. */
export interface ChannelInput {
  /** (N) standardised values, all finite */
  z: Float64Array;
  /** (N) ms since the epoch, strictly rising */
  times: Float64Array;
  /** seconds between samples */
  step: number;
  /** rows to learn from before anything is judged */
  warmUp: number;
  /** (N) 1 for a row that is known as bad: it is judged, not learned from */
  mask: Uint8Array;
}

/** A channel's expectation at each row from the rows before it, and how far off it was, both in standardised units. */
export interface ChannelOutput {
  /** (N) */
  expected: Float64Array;
  /** (N) absolute errors, 0 where nothing was expected yet */
  errors: Float64Array;
}

/** Strictly causal: row t of the output depends on rows <= t alone, once the warm-up has set the scale. */
export type Channel = (input: ChannelInput) => ChannelOutput;

/** Channels other than the autoregression read standardised values no further out than this. */
export const MAX_DEVIATION = 200;
