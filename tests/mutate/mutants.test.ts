import { findMutants } from './mutants';

/** The source with each mutant in place. */
function mutated(source: string): string[] {
  return findMutants('a.ts', source).map(
    ({ start, end, replacement }) => source.slice(0, start) + replacement + source.slice(end)
  );
}

test.each([
  ['f(a + b);', ['f(a - b);', ';']],
  ['while (a < b) {}', ['while (false) {}', 'while (a <= b) {}', 'while (a >= b) {}']],
  ['const x = a && !b;', ['const x = a || !b;', 'const x = a && b;']],
  ['const x = a ?? b;', ['const x = (b);']],
  ['const x = -a;', ['const x = a;']],
  ['const x = a ? b : c;', ['const x = (b);', 'const x = (c);']],
  ['const x = true;', ['const x = false;']],
  ['const x = 3;', ['const x = 4;', 'const x = 2;']],
  ['const x = 0;', ['const x = 1;']],
  ['const x = 0.05;', ['const x = 0.1;']],
  ['const x = 1_000;', ['const x = 2000;']],
  ['const x = Math.min(a, b);', ['const x = Math.max(a, b);']],
  ['const x = Math.abs(a);', ['const x = (a);']],
  ['const x = a.slice(b);', ['const x = a;']],
  ['const f = () => a;', ['const f = () => undefined;']],
])('%s', (source, expected) => {
  expect(mutated(source).sort()).toEqual([...expected].sort());
});

test('an early exit goes, or is always taken', () => {
  expect(mutated('if (a) { throw b; }')).toEqual(
    expect.arrayContaining(['if (true) { throw b; }', 'if (false) { throw b; }', 'if (a) { ; }'])
  );
  expect(mutated('function f() { return a; }')).toEqual(['function f() { return undefined; }']);
});

test('what would change nothing is no mutant', () => {
  expect(mutated('function f() { return undefined; }')).toEqual([]);
  expect(mutated('const f = () => undefined;')).toEqual([]);
});

test('types, imports and texts are left alone', () => {
  for (const source of ["import { a } from 'b';", 'type A = 1 | 2;', 'interface A { b: 3 }', "const a = 'x' + b;"]) {
    expect(mutated(source)).toEqual([]);
  }
});

test('each names its place as an editor does', () => {
  expect(findMutants('a.ts', 'f(\n  1\n);')).toContainEqual({
    ...{ file: 'a.ts', line: 2, column: 3, start: 5, end: 6, original: '1', replacement: '2' },
  });
});
