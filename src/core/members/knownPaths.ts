import type { Member, MemberName } from './member';

/** (H) forecasts by the row of their origin, in the unit of the series. */
export type KnownPaths = ReadonlyMap<number, Float64Array>;

/** A member whose forecasts were made elsewhere, as by the LSTM of the series; it has nothing to say at other origins. */
export function knownPathsMember(name: MemberName, paths: KnownPaths): Member {
  return {
    name,
    create:
      ({ center, unit }, horizon) =>
      () =>
      (origin) => ({
        point: paths.get(origin)?.map((value) => (value - center) / unit) ?? new Float64Array(horizon).fill(NaN),
      }),
  };
}
