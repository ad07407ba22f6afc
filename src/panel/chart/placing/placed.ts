import type { ForecastResult } from '../../../core/fitted';
import type { Series } from '../../../core/series';

/** The part of a drawn series that is placed. */
export interface Placeable {
  live: {
    /** (N) ms, rising */
    times: number[];
    /** (N) NaN where there is no value */
    values: number[];
  };
  history?: Series;
  result?: ForecastResult;
  scaleKey: string;
  isHidden: boolean;
  /** name of the stack that it is part of; absent where it stands alone */
  stack?: string;
}
