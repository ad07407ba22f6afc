import { createTheme, FieldType, getDisplayProcessor, MappingType, type Field, type FieldConfig } from '@grafana/data';
import { differenceOf } from './differences';

function write(config: FieldConfig, difference: number): string {
  const field: Field = { name: 'x', type: FieldType.number, config, values: [] };
  field.display = getDisplayProcessor({ field, theme: createTheme() });
  return differenceOf(field)(difference);
}

const onOff = { type: MappingType.ValueToText as const, options: { 0: { text: 'Off' }, 1: { text: 'On' } } };
const lowHigh = {
  type: MappingType.RangeToText as const,
  options: { from: 0, to: 50, result: { text: 'low' } },
};

test.each<[string, FieldConfig, number, string]>([
  ['on and off', { unit: 'bool_on_off' }, 0.25, '0.25'],
  ['true and false', { unit: 'bool' }, 0.5, '0.5'],
  ['values mapped to words', { mappings: [onOff] }, 1, '1'],
  ['ranges mapped to words', { mappings: [lowHigh], unit: 'percent' }, 3.25, '3.25%'],
  ['moments from now', { unit: 'dateTimeFromNow' }, 90_000, '1.50 mins'],
  ['moments', { unit: 'dateTimeAsIso' }, 3_600_000, '1 hour'],
  ['moments in a format of their own', { unit: 'time:YYYY' }, 1500, '1.50 s'],
  ['no decimals', { unit: 'percent', decimals: 0 }, 0.314, '0.314%'],
  ['no decimals and no unit', { decimals: 0 }, 0.314, '0.314'],
  ['a plain unit', { unit: 'percent' }, 2.5, '2.50%'],
  ['a share', { unit: 'percentunit' }, 0.025, '2.50%'],
  ['bytes', { unit: 'bytes', decimals: 0 }, 1536, '1.50 KiB'],
])('a difference of %s is a number', (_, config, difference, text) => {
  expect(write(config, difference)).toBe(text);
});

test('without a display it is a number, too', () => {
  expect(differenceOf(undefined)(1.23456)).toBe('1.23');
});
