/**
 * The transform of the unit tests, with one file changed in memory or all of `src` instrumented for coverage. What is
 * asked for stands in `globalThis.presageMutation`, which the runner sets before it starts Jest in its own process:
 * `{ mutant: { path, start, end, replacement } }` or `{ cover: [folder, ...] }`.
 */
const { createHash } = require('node:crypto');
const { createInstrumenter } = require('istanbul-lib-instrument');
const swc = require('@swc/jest');

const isCovered = (path, folders = []) =>
  folders.some((folder) => path.startsWith(folder)) && path.endsWith('.ts') && !/\.(test|d)\.ts$/.test(path);

function changed(source, path) {
  const { mutant, cover } = globalThis.presageMutation ?? {};
  if (mutant?.path === path) {
    return source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end);
  }
  if (isCovered(path, cover)) {
    const options = { esModules: true, parserPlugins: ['typescript'], compact: false };
    return createInstrumenter(options).instrumentSync(source, path);
  }
  return source;
}

module.exports = {
  createTransformer(options) {
    const inner = swc.createTransformer(options);
    return {
      canInstrument: false,
      process: (source, path, jest) => inner.process(changed(source, path), path, jest),
      getCacheKey(source, path, { transformOptions: _, ...jest }) {
        const { mutant, cover } = globalThis.presageMutation ?? {};
        const change = mutant?.path === path ? mutant : isCovered(path, cover);
        // Not Jest's whole configuration: it names the mutant, and all other files are the same for all of them.
        const key = [source, path, jest.transformerConfig ?? options ?? null, change, __filename];
        return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32);
      },
    };
  },
};
