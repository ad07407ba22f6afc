/** Absolute errors of the network's forecasts at each row, NaN where none is known. */
export interface NetworkErrors {
  readonly short: Float64Array;
  readonly long: Float64Array;
}
/** z: standardised values (rows), times in ms, warmUp in rows. Strictly causal: errors at row t depend on rows <= t only. */
export type NetworkChannel = (z: Float64Array, times: Float64Array, warmUp: number) => NetworkErrors;
