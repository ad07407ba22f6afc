/** Relative difference of two computations of one number. */
const TOLERANCE = 1e-9;
/** Numbers smaller than this are compared as if they were as large. */
const TINY = 1e-6;

const isClose = (a: number, b: number) =>
  Object.is(a, b) || Math.abs(a - b) <= TOLERANCE * Math.max(TINY, Math.abs(a), Math.abs(b));

/** Places at which two structures differ: numbers by more than 1e-9 of their size, everything else at all. */
export function differences(found: unknown, right: unknown, place = ''): string[] {
  if (typeof found === 'number' && typeof right === 'number') {
    return isClose(found, right) ? [] : [`${place}: ${found}, not ${right}`];
  }
  if (typeof found !== 'object' || typeof right !== 'object' || found === null || right === null) {
    return found === right ? [] : [`${place}: ${String(found)}, not ${String(right)}`];
  }
  const names = new Set([...Object.keys(found), ...Object.keys(right)]);
  return [...names].flatMap((name) =>
    differences(Reflect.get(found, name), Reflect.get(right, name), place ? `${place}.${name}` : name)
  );
}
