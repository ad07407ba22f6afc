import { type ForecastError, type OptionName, describeError, optionTable, validateOptions } from '../../core/options';
import { tell } from '../../language';

/** Settings of an editor: the row of the table that it edits. */
export interface EditorSettings {
  option: OptionName;
}

/** The meaning of an empty bound. */
const AUTO = 'auto';

/** Text as the value a dashboard stores: numbers of number rows as numbers, an empty text as "not set". */
export function readValue(option: OptionName, text: string): string | number | undefined {
  const trimmed = text.trim();
  const { kind } = optionTable[option];
  if (trimmed === '' || (kind === 'bound' && trimmed === AUTO)) {
    return undefined;
  }
  const isNumber = kind === 'number' || kind === 'bound';
  return isNumber && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** The error of a stored value as a sentence; undefined for a valid one. The other options are read for its bounds. */
export function problemOf(option: OptionName, value: unknown, others: object = {}): string | undefined {
  const problem = find(option, value, others);
  return problem && tell(describeError(problem));
}

/**
 * The error of a value that is being typed, and what the panel does meanwhile, as two sentences; undefined for a valid
 * value.
 *
 * @param stored the value that the panel goes on with
 */
export function problemOfDraft(
  option: OptionName,
  value: unknown,
  stored: unknown,
  others: object
): string | undefined {
  const problem = find(option, value, others);
  const kept = stored === undefined || stored === null || stored === '' ? emptyOf(option) : String(stored);
  return problem && `Not taken over; ${tell(problem.why)}: ${problem.value}. The panel goes on with ${kept}.`;
}

/** Words of a row while it is empty. */
export function emptyOf(option: OptionName): string {
  return optionTable[option].kind === 'bound' ? AUTO : 'none';
}

function find(option: OptionName, value: unknown, others: object) {
  const { problems } = validateOptions({ ...others, [option]: value });
  return problems.find((one) => one.kind === 'invalid-option' && one.option === option) as
    Extract<ForecastError, { kind: 'invalid-option' }> | undefined;
}
