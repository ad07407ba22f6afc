import vm from 'node:vm';
import { ARRAY_NAMES } from '../core/math/ownArrays';

const natives = Object.fromEntries(ARRAY_NAMES.map((name) => [name, globalThis[name]]));
afterEach(() => ARRAY_NAMES.forEach((name) => Object.assign(globalThis, { [name]: natives[name] })));

async function load() {
  let loaded: typeof import('./realm') | undefined;
  await jest.isolateModulesAsync(async () => {
    loaded = await import('./realm');
  });
  return loaded!;
}

test('where typed arrays are of the same realm as all else, they stay', async () => {
  expect((await load()).isSandboxed).toBe(false);
  expect(globalThis.Float64Array).toBe(natives.Float64Array);
});

test('where they are of another realm, arrays of this one stand in for them', async () => {
  const foreign = vm.runInNewContext('({ Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array })');
  ARRAY_NAMES.forEach((name) => Object.assign(globalThis, { [name]: foreign[name] }));
  expect((await load()).isSandboxed).toBe(true);
  for (const name of ARRAY_NAMES) {
    expect(Array.isArray(new globalThis[name](3))).toBe(true);
  }
});
