import fc from 'fast-check';
import type { ModelShape, NetworkOptions } from '../../model/engine';
import { adamBindings, adamKernel, reduceBindings, reduceKernel } from './adamKernels';
import { gradientBindings, gradientKernel } from './gradientKernel';
import { forecastBindings, forecastKernel, validationBindings, validationKernel } from './inferKernels';
import { planLayout, ROWS, SWEEP, type Layout } from './layout';
import { trainBindings, trainKernel } from './trainKernel';
import { each, float, lossFunction, mask, preamble, type Binding } from './wgsl';

const options: NetworkOptions = { batchSize: 9, learningRate: 0.01, clipNorm: 0.5 };
const kernels: Array<[string, (layout: Layout) => string, readonly Binding[]]> = [
  ['train', trainKernel, trainBindings],
  ['gradient', gradientKernel, gradientBindings],
  ['reduce', reduceKernel, reduceBindings],
  ['adam', adamKernel, adamBindings],
  ['forecast', forecastKernel, forecastBindings],
  ['validation', validationKernel, validationBindings],
];

const shapes: fc.Arbitrary<ModelShape> = fc.record({
  features: fc.integer({ min: 1, max: 32 }),
  sequenceLength: fc.integer({ min: 2, max: 64 }),
  layers: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 128 }),
  outputs: fc.integer({ min: 1, max: 60 }),
});
const dropouts = fc.constantFrom(0, 0.3);
const shape: ModelShape = { features: 3, sequenceLength: 5, layers: 2, hidden: 6, outputs: 7, valuesPerOutput: 2 };
const gaussian: NetworkOptions = { ...options, loss: { kind: 'gaussian' } };

/** The text without its comments. */
const plain = (code: string) => code.replace(/\/\/.*$|\/\*[\s\S]*?\*\//gm, '');
const constants = (code: string) =>
  Object.fromEntries([...code.matchAll(/const (\w+) = (\d+)u;/g)].map(([, name, value]) => [name, Number(value)]));

describe.each(kernels)('the text of %s', (_, kernel, bindings) => {
  test('closes what it opens, and has nothing undefined in it, for any shape', () => {
    fc.assert(
      fc.property(shapes, dropouts, (sizes, dropout) => {
        const code = plain(kernel(planLayout(sizes, 3, { ...options, dropout })));
        for (const [open, close] of ['()', '{}', '[]']) {
          expect(code.split(open).length).toBe(code.split(close).length);
        }
        expect(code).not.toMatch(/undefined|NaN|null|object|true|Infinity|-\d+u/);
      }),
      { numRuns: 8, seed: 1 }
    );
  });

  test('declares the buffers that it is bound to, in their order, and uses each of them', () => {
    const code = plain(kernel(planLayout(shape, 2, { ...gaussian, dropout: 0.2 })));
    const declared = [...code.matchAll(/@group\(0\) @binding\((\d+)\) var<(.*?)> (\w+): array<(.*?)>;/g)];
    expect(declared.map(([, index, , name]) => [Number(index), name])).toEqual(
      bindings.map(({ name }, i) => [i, name])
    );
    declared.forEach(([, , kind, name, type], i) => {
      const { access, type: element } = bindings[i];
      expect(kind).toBe(access === 'step' ? 'uniform' : `storage, ${access}`);
      expect(type).toBe(access === 'step' ? 'Step, MODELS' : element);
      expect(code.split(new RegExp(`\\b${name}\\[`)).length).toBeGreaterThan(1);
      const writes = new RegExp(`\\b${name}\\[[^;=]*\\](\\.\\w)? [+*]?= `).test(code);
      expect({ name, writes }).toEqual({ name, writes: access === 'read_write' });
    });
  });

  test('uses no name of a constant or a function that it does not declare', () => {
    const code = plain(kernel(planLayout(shape, 2, { ...gaussian, dropout: 0.2 })));
    const declared = new Set([...code.matchAll(/(?:const|fn) (\w+)/g)].map(([, name]) => name));
    const used = new Set(
      code.match(/\b(?:[A-Z][A-Z_0-9]+)\b|\b\w+(?=Of\()\w+|\b(?:mix|addUp|lossAt|layerInput|headInput)(?=\()/g)
    );
    for (const name of used) {
      expect({ name, isDeclared: declared.has(name) }).toEqual({ name, isDeclared: true });
    }
  });

  test('has the sizes of its layout as constants', () => {
    const layout = planLayout(shape, 2, gaussian);
    expect(constants(kernel(layout))).toMatchObject({
      ...{ MODELS: 2, FEATURES: 3, STEPS: 5, LAYERS: 2, UNITS: 6, LEADS: 7, VALUES: 2 },
      ...{ COLUMNS: 4, BATCH: 9, ROWS: 4, GROUPS: 3, VALIDATION_GROUPS: 32, WIDTH: 32 },
      ...{ VECTORS: layout.vectors, PARAMETER_VECTORS: layout.parameterVectors },
      ...{ SPLITS: layout.splits, SWEEPS: layout.sweeps },
    });
  });
});

test('threads: one a unit where units are computed, a fixed number where all parameters are swept', () => {
  const threads = (code: string) => Number(/@workgroup_size\((\d+)\)/.exec(code)![1]);
  for (const hidden of [6, 33, 128]) {
    const layout = planLayout({ ...shape, hidden }, 1, gaussian);
    const [train, gradient, reduce, adam, forecast, validation] = kernels.map(([, kernel]) => threads(kernel(layout)));
    expect([train, gradient, forecast, validation]).toEqual(new Array(4).fill(layout.width));
    expect([reduce, adam]).toEqual([SWEEP, SWEEP]);
    expect(layout.width).toBe(Math.max(32, Math.ceil(hidden / 4) * 4));
  }
});

test('only what trains drops values, and where nothing is dropped no mask is computed', () => {
  const dropping = planLayout(shape, 1, { ...gaussian, dropout: 0.25 });
  const masks = kernels.filter(([, kernel]) => kernel(dropping).includes('mix(index')).map(([name]) => name);
  expect(masks).toEqual(['train', 'gradient']);
  expect(mask(dropping)).toContain(`vec4u(${2 ** 22}u)`);
  expect(mask(dropping)).toContain(`vec4f(${float(4 / 3)})`);
  expect(mask(planLayout(shape, 1, options))).toContain('return vec4f(1.0);');
  for (const [, kernel] of kernels) {
    expect(kernel(planLayout(shape, 1, gaussian))).not.toContain('mix(index');
  }
});

test('each layer has its own place in workgroup memory, none beyond what is reserved', () => {
  fc.assert(
    fc.property(shapes, dropouts, (sizes, dropout) => {
      const layout = planLayout(sizes, 1, { ...options, dropout });
      const code = trainKernel(layout);
      const { layers, hidden } = sizes;
      const own = [...code.matchAll(/let own = (\d+)u;/g)].map(([, at]) => Number(at));
      expect(own).toEqual(Array.from({ length: layers }, (_, l) => 2 * l * hidden));
      const handed = [...code.matchAll(/scratch\[(\d+)u \+ unit\] = state \* maskOf/g)].map(([, at]) => Number(at));
      expect(handed).toEqual(
        dropout > 0 ? Array.from({ length: layers - 1 }, (_, l) => (2 * layers + l) * hidden) : []
      );
      const end = Math.max(...own.map((at) => at + 2 * hidden), ...handed.map((at) => at + hidden));
      expect(layout.scratchVectors).toBeGreaterThanOrEqual(Math.max(end, 2 * ROWS * hidden, layout.width));
      expect(code).toContain(`scratch: array<vec4f, ${layout.scratchVectors}>`);
      const below = [...code.matchAll(/let x = scratch\[(.*?) \+ k\]/g)].map(([, at]) => at);
      expect(below).toEqual(
        own.slice(1).map((_, l) => (dropout > 0 ? `${(2 * layers + l) * hidden}u` : `${own[l]}u + current`))
      );
    }),
    { numRuns: 10, seed: 2 }
  );
});

test('the rows of a layer’s weights are read where its block has them: inputs, units, bias', () => {
  fc.assert(
    fc.property(shapes, (sizes) => {
      const layout = planLayout(sizes, 1, options);
      const { layers, hidden, features } = sizes;
      const code = forecastKernel(layout);
      const rows = [...code.matchAll(/parameters\[weights \+ (\d+)u \+ k \* UNITS \+ unit\]/g)].map(([, at]) =>
        Number(at)
      );
      const biases = [...code.matchAll(/parameters\[weights \+ (\d+)u \+ unit\]/g)].map(([, at]) => Number(at));
      layout.blocks.slice(0, layers).forEach(({ first }, l) => {
        const inputs = l === 0 ? features : hidden;
        expect([rows[2 * l], rows[2 * l + 1], biases[l]]).toEqual([
          first,
          first + inputs * hidden,
          first + (inputs + hidden) * hidden,
        ]);
      });
      expect(rows).toHaveLength(2 * layers);
      const head = layout.blocks[layers].first;
      expect(code).toContain(`parameters[weights + ${head}u + UNITS * COLUMNS + column]`);
      expect(code).toContain(`parameters[weights + ${head}u + k * COLUMNS + column]`);
    }),
    { numRuns: 10, seed: 3 }
  );
});

test('on the way back each layer reads its transposed copies, and all but the lowest hand down', () => {
  const layout = planLayout({ ...shape, layers: 3 }, 1, gaussian);
  const code = trainKernel(layout);
  for (const [b, { transposedKernel, transposedRecurrent }] of layout.blocks.entries()) {
    const reads = (at: number, what: string) => code.includes(`parameters[weights + ${at}u + ${what} * UNITS + unit]`);
    expect(reads(transposedRecurrent, 'j')).toBe(b < 3);
    expect(reads(transposedKernel, b === 3 ? 'column' : 'j')).toBe(true);
  }
  expect(code.match(/var down = /g)).toHaveLength(2);
  expect(code.match(/d \+= fromHead/g)).toHaveLength(1);
});

test('values are dropped by the mask of the layer that hands them up, on the way up and on the way back', () => {
  const layout = planLayout({ ...shape, layers: 3 }, 1, { ...gaussian, dropout: 0.3 });
  const code = trainKernel(layout);
  const up = [...code.matchAll(/= state \* maskOf\(step\.key, (\d)u/g)].map(([, layer]) => layer);
  expect(up).toEqual(['0', '1']);
  const down = [...code.matchAll(/= down \* maskOf\(step\.key, (\d)u/g)].map(([, layer]) => layer);
  expect(down).toEqual(['1', '0']);
});

test('the head reads the states of the top layer', () => {
  const code = forecastKernel(planLayout({ ...shape, layers: 3 }, 1, gaussian));
  expect(code.match(/last = state;/g)).toHaveLength(1);
  expect(code.indexOf('last = state;')).toBeGreaterThan(code.indexOf('{ // layer 2'));
});

test('a loss is written with its own numbers, each as a float', () => {
  expect(lossFunction()).toBe(lossFunction({ kind: 'squared' }));
  const pinball = lossFunction({ kind: 'pinball', quantiles: [0.1, 0.5] });
  expect(pinball).toContain(`array<f32, 2>(${float(0.1)}, 0.5)`);
  expect(lossFunction({ kind: 'gaussian' })).toContain('clamp(raw, -8.0, 8.0)');
  expect(adamKernel(planLayout(shape, 1, { ...gaussian, clipNorm: 2 }))).toContain('const CLIP_NORM = 2.0;');
});

test('a number is never written as an integer, and as the single precision that it has there', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }), (value) => {
      expect(float(value)).toMatch(/[.e]/);
      expect(Number(float(value)) === Math.fround(value)).toBe(true);
    })
  );
  expect([1, -3, 0.5].map(float)).toEqual(['1.0', '-3.0', '0.5']);
  expect(each(3, (i) => `${i};`)).toBe('0;1;2;');
});

test('a header without buffers is one of constants', () => {
  expect(preamble(planLayout(shape, 1, options), [])).not.toContain('@binding');
});

test('the sums are split until the GPU is busy, no further than there are terms, at most eight times', () => {
  const splits = (change: Partial<ModelShape>, models = 1, batchSize = 4) =>
    planLayout({ ...shape, ...change }, models, { ...gaussian, batchSize }).splits;
  expect(splits({ sequenceLength: 16 })).toBe(1);
  expect(splits({ sequenceLength: 17 })).toBe(2);
  expect(splits({ sequenceLength: 512 })).toBe(8);
  expect(splits({ sequenceLength: 512 }, 200)).toBe(1);
  expect(splits({ sequenceLength: 16 }, 1, 12)).toBe(3);
});
