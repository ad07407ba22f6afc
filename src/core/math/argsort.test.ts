import fc from 'fast-check';
import { argsort } from './argsort';

const values = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, -1)), { maxLength: 300 });

test('values come by rising size, each once, equal ones in their order', () => {
  fc.assert(
    fc.property(values, (list) => {
      const expected = list.map((_, i) => i).sort((a, b) => (list[a] < list[b] ? -1 : list[a] > list[b] ? 1 : a - b));
      expect([...argsort(Float64Array.from(list))]).toEqual(expected);
    })
  );
});
