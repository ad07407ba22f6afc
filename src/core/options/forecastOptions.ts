import type {
  BoundRow,
  ChoiceRow,
  CountryRow,
  DurationRow,
  LevelsRow,
  NamesRow,
  NumberRow,
  OptionRow,
  WindowsRow,
} from './optionRows';
import type { optionTable } from './options';
import type { TimeWindow } from './timeWindows';

export type OptionName = keyof typeof optionTable;

type PlainValue<R extends OptionRow> = R extends NumberRow
  ? number
  : R extends BoundRow
    ? number | 'none' | undefined
    : R extends ChoiceRow
      ? R['choices'][number]['value']
      : R extends CountryRow
        ? string
        : never;

type StoredValue<R extends OptionRow> = R extends DurationRow | LevelsRow | NamesRow | WindowsRow
  ? string
  : PlainValue<R>;

type Value<R extends OptionRow> = R extends DurationRow
  ? number
  : R extends LevelsRow
    ? number[]
    : R extends NamesRow
      ? string[]
      : R extends WindowsRow
        ? TimeWindow[]
        : PlainValue<R>;

/** Options as a user sets them and a dashboard's JSON holds them: durations and lists are text. */
export type StoredOptions = { -readonly [K in OptionName]: StoredValue<(typeof optionTable)[K]> };

/**
 * The same as `validateOptions` reads them, which alone parses their text: durations in seconds, an `auto` step as the
 * step that it stands for, levels rising, times in ms. Plain data that messages carry, equal where they mean the same.
 */
export type ForecastOptions = { -readonly [K in OptionName]: Value<(typeof optionTable)[K]> };
