/**
 * Builds the WASM training kernels: compiles `src/engine/kernels/assembly` with AssemblyScript, once for plain and
 * once for relaxed SIMD, and writes both as base64 into `src/engine/kernels/generated*.ts`, so that the worker's
 * bundle needs no file beside it. Does nothing when the sources have not changed.
 *
 *   npm run kernels
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const sources = path.join(root, 'src/engine/kernels/assembly');
/** File to write -> entry of the module: the LSTM's training step, and the building blocks that `pretrainedLstm` composes. */
const modules = { 'generated.ts': 'index.ts', 'generatedTensors.ts': 'tensor.ts' };

const common = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', 'kernels.wasm'];
const builds = {
  plain: common,
  relaxed: [...common, '--enable', 'relaxed-simd', '--use', 'RELAXED=1'],
};

const fingerprint = hashOfInputs();
for (const [file, entry] of Object.entries(modules)) {
  const target = path.join(root, 'src/engine/kernels', file);
  if (existsSync(target) && readFileSync(target, 'utf8').includes(fingerprint)) {
    continue;
  }
  const { default: asc } = await import('assemblyscript/asc');
  const compiled = {};
  for (const [name, options] of Object.entries(builds)) {
    compiled[name] = await compile(asc, [entry, ...options]);
    console.log(`WASM kernels of ${entry}, ${name} SIMD: ${compiled[name].length} bytes`);
  }
  // In one move: another command may be reading the file.
  writeFileSync(`${target}.${process.pid}`, moduleText(compiled));
  renameSync(`${target}.${process.pid}`, target);
}

/** Changes with the sources, the compiler and this script. */
function hashOfInputs() {
  const hash = createHash('sha256');
  const files = readdirSync(sources).filter((name) => name.endsWith('.ts'));
  const compiler = path.join(root, 'node_modules/assemblyscript/package.json');
  for (const file of [
    ...files.sort().map((name) => path.join(sources, name)),
    compiler,
    fileURLToPath(import.meta.url),
  ]) {
    hash.update(path.basename(file)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 32);
}

/** @returns {Promise<Uint8Array>} the module; @throws with the compiler's messages */
async function compile(asc, options) {
  let wasm;
  const { error, stderr } = await asc.main(options, {
    readFile: (name, base) => readOrNull(path.resolve(sources, base ?? '.', name)),
    writeFile: (_name, contents) => {
      wasm = contents;
    },
    listFiles: () => [],
  });
  if (error || !wasm) {
    throw new Error(`The WASM kernels do not compile:\n${stderr.toString()}`);
  }
  return wasm;
}

function readOrNull(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function moduleText(compiled) {
  const rows = Object.entries(compiled).map(
    ([name, bytes]) => `  ${name}: '${Buffer.from(bytes).toString('base64')}',`
  );
  return `/** Built by tests/tools/kernels.mjs from ./assembly, not kept in git. Fingerprint of the sources: ${fingerprint} */
export const KERNELS = {
${rows.join('\n')}
};
`;
}
