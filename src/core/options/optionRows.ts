/** The kinds of rows of the option table. */
interface Row {
  label: string;
  /** one or two sentences a user reads under the control */
  help: string;
  category: 'Forecast' | 'Anomalies' | 'Model' | 'Training';
  /** under "Advanced": hidden until asked for */
  advanced?: boolean;
  /** another value means another trained model; without it only what is made of the model changes */
  retrains?: boolean;
}
export interface NumberRow extends Row {
  kind: 'number';
  default: number;
  min: number;
  max: number;
  step: number;
  integer: boolean;
  unit?: string;
}
/** A number, `none`, or nothing: then the panel finds one itself. */
export interface BoundRow extends Row {
  kind: 'bound';
  default: undefined;
}
export interface DurationRow extends Row {
  kind: 'duration';
  /** a duration such as `6h`, or `auto` where `auto` is allowed */
  default: string;
  minSeconds: number;
  maxSeconds: number;
  auto: boolean;
}
export interface ChoiceRow extends Row {
  kind: 'choice';
  default: string;
  choices: ReadonlyArray<{ value: string; label: string; help?: string }>;
}
/** Comma-separated numbers, rising, each in (min, max). */
export interface LevelsRow extends Row {
  kind: 'levels';
  default: string;
  min: number;
  max: number;
}
/** Comma-separated names of other series or queries of the panel, at most `max`; empty for none. */
export interface NamesRow extends Row {
  kind: 'names';
  default: string;
  max: number;
}
/** Comma-separated windows of time, `from/to` in ISO 8601; empty for none. */
export interface WindowsRow extends Row {
  kind: 'windows';
  default: string;
  max: number;
}
/** A country of ISO 3166, and a region of it: `DE-BY`; empty for none. */
export interface CountryRow extends Row {
  kind: 'country';
  default: string;
}
export type OptionRow = CountryRow | NumberRow | BoundRow | DurationRow | ChoiceRow | LevelsRow | NamesRow | WindowsRow;
