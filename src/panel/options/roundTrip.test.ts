import fc from 'fast-check';
import { type OptionName, type OptionRow, optionTable, validateOptions } from '../../core/options';
import { migrate } from './migration';

/** Values of a row that a dashboard may hold, in the form in which it holds them. */
function valuesOf(row: OptionRow): fc.Arbitrary<unknown> {
  switch (row.kind) {
    case 'number': {
      const span = { min: row.min, max: row.max };
      return row.integer ? fc.integer(span) : fc.double({ ...span, noNaN: true });
    }
    case 'bound':
      return fc.oneof(fc.constant('none'), fc.integer({ min: -1000, max: 0 }));
    case 'duration': {
      const whole = fc.integer({ min: row.minSeconds, max: row.maxSeconds }).map((seconds) => `${seconds}s`);
      return row.auto ? fc.oneof(whole, fc.constant('auto')) : whole;
    }
    case 'choice':
      return fc.constantFrom(...row.choices.map(({ value }) => value));
    case 'levels':
      return fc.subarray([0.6, 0.8, 0.9, 0.95], { minLength: 1 }).map((levels) => levels.join(', '));
    case 'names':
      return fc.subarray(['B', 'C', '"requests, all"', 'pod-1']).map((names) => names.join(', '));
    case 'country':
      return fc.constantFrom('', 'DE', 'DE-BY', 'CN');
    case 'windows':
      return fc
        .integer({ min: 1, max: 27 })
        .map((day) => `2026-11-${String(day).padStart(2, '0')}T02:00Z/2026-11-${String(day).padStart(2, '0')}T06:00Z`);
  }
}

const rows = Object.fromEntries(
  Object.entries(optionTable as Record<OptionName, OptionRow>)
    // Its values are held against the lower one.
    .filter(([name]) => name !== 'upperBound')
    .map(([name, row]) => [name, valuesOf(row)])
);

test('any valid options come back from a dashboard’s JSON and a migration as they were, and mean the same', () => {
  fc.assert(
    fc.property(fc.record(rows, { requiredKeys: [] }), fc.boolean(), (options, showAdvanced) => {
      const stored = { ...options, showAdvanced };
      const read = migrate({ options: JSON.parse(JSON.stringify(stored)) });
      expect(read).toEqual(JSON.parse(JSON.stringify(stored)));
      expect(validateOptions(read)).toEqual(validateOptions(stored));
    })
  );
});
