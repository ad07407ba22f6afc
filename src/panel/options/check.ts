import { describeError } from '../../core/options/errors';
import { optionTable, type OptionName } from '../../core/options/options';
import { validateOptions } from '../../core/options/optionValues';

/** Settings an editor gets: which row of the table it edits. */
export interface EditorSettings {
  option: OptionName;
}

/** Text as the value a dashboard stores: numbers of number rows as numbers, an empty text as "not set". */
export function readValue(option: OptionName, text: string): string | number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  const { kind } = optionTable[option];
  const isNumber = kind === 'number' || kind === 'optional-number';
  return isNumber && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** What is wrong with a value, as a sentence; undefined where nothing is. The other options are seen for bounds. */
export function problemOf(option: OptionName, value: unknown, others: object = {}): string | undefined {
  const { problems } = validateOptions({ ...others, [option]: value });
  const problem = problems.find((one) => one.kind === 'invalid-option' && one.option === option);
  return problem && describeError(problem);
}
