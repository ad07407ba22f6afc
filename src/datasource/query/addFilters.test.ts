import { parser } from '@prometheus-io/lezer-promql';
import fc from 'fast-check';
import { addFilters } from './addFilters';

const env = { key: 'env', operator: '=', value: 'prod' };

test.each([
  ['up', 'up{env="prod"}'],
  ['up{}', 'up{env="prod"}'],
  ['up{job="a",}', 'up{env="prod", job="a",}'],
  ['{__name__="up"}', '{env="prod", __name__="up"}'],
  [
    'rate(x[5m]) / on (job) sum(y{a="}"} offset 1h)',
    'rate(x{env="prod"}[5m]) / on (job) sum(y{env="prod", a="}"} offset 1h)',
  ],
  ['max_over_time(rate(x[1m])[1h:]) + 1', 'max_over_time(rate(x{env="prod"}[1m])[1h:]) + 1'],
  ['1 + time()', '1 + time()'],
])('%s becomes %s', (expr, filtered) => {
  expect(addFilters(expr, [env])).toBe(filtered);
});

test.each([
  [{ key: 'a', operator: '=|', value: 'x', values: ['x.y', 'z'] }, 'up{a=~"x\\\\.y|z"}'],
  [{ key: 'a', operator: '!=|', value: 'x' }, 'up{a!~"x"}'],
  [{ key: 'a', operator: '=~', value: 'x.*' }, 'up{a=~"x.*"}'],
  [{ key: 'service.name', operator: '!=', value: 'x' }, 'up{"service.name"!="x"}'],
  [{ key: '', operator: '=', value: 'x' }, 'up'],
])('%j', (filter, filtered) => {
  expect(addFilters('up', [filter])).toBe(filtered);
});

test.each([
  ['sum(', env],
  ['up default 0', env],
  ['up', { key: 'a', operator: '<', value: '1' }],
])('%s is not asked without a filter that cannot be written into it', (expr, filter) => {
  expect(() => addFilters(expr, [filter])).toThrow(/^The dashboard's filters cannot be written into this query/);
});

test('no value leaves its matcher', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('=', '!=', '=|'), (value, operator) => {
      const filtered = addFilters('sum(up)', [{ key: 'a', operator, value }]);
      const names: string[] = [];
      parser.parse(filtered).iterate({ enter: ({ type }) => void names.push(type.name) });
      expect(names).not.toContain('⚠');
      expect(names.filter((name) => name === 'UnquotedLabelMatcher')).toHaveLength(1);
      expect(names.filter((name) => name === 'VectorSelector')).toHaveLength(1);
    }),
    { numRuns: 30 }
  );
});
