import { type Field, formattedValueToString, getValueFormat } from '@grafana/data';

/** Units that write a number as a moment: differences of them are durations, in the unit of the number. */
const MOMENTS = /^(dateTime|time:)/;
/** Units that write a number as a word. */
const WORDS = /^bool/;

/**
 * Writes a difference of two values of a field: a number in the scale of its unit. Mappings name values, moments are
 * moments and decimals are for the size of values, so none of them is right for an error of a few hundredths.
 */
export function differenceOf(field: Field | undefined): (difference: number) => string {
  return (difference) => {
    const text = writeDifference(field, difference);
    return /\d/.test(text) && !/NaN|Invalid/.test(text) ? text : plain(difference);
  };
}

function writeDifference(field: Field | undefined, difference: number): string {
  const { unit = '', decimals, mappings = [] } = field?.config ?? {};
  if (WORDS.test(unit)) {
    return plain(difference);
  }
  if (MOMENTS.test(unit)) {
    return formattedValueToString(getValueFormat('ms')(difference));
  }
  if (mappings.length > 0 || (decimals !== undefined && decimals !== null)) {
    return unit ? formattedValueToString(getValueFormat(unit)(difference)) : plain(difference);
  }
  const shown = field?.display?.(difference);
  return shown ? formattedValueToString(shown) : plain(difference);
}

const plain = (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
