/**
 * A process of Node that runs one task: `child.ts TASK QUESTION [DAWN]`, the question as JSON; the answer is printed
 * as JSON. DAWN is the folder of the npm package `webgpu`: its null adapter is this process' GPU, which accepts all
 * and computes nothing, so that what remains is the cost of asking.
 */
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runTask, type TaskName } from './tasks';

async function main(): Promise<void> {
  // Node 20 has it behind this flag; browsers, and later versions of Node, as it is.
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const [task, question, dawn] = process.argv.slice(2);
  if (dawn) {
    await provideNullAdapter(dawn);
  }
  process.stdout.write(JSON.stringify(await runTask(task as TaskName, JSON.parse(question))));
}

async function provideNullAdapter(folder: string): Promise<void> {
  const { create, globals } = await import(pathToFileURL(`${folder}/index.js`).href);
  const gpu = create(['backend=null']);
  // Dawn ends the process when its GPU object is collected.
  Object.assign(globalThis, globals, { gpu });
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const detail = error instanceof Error && 'detail' in error ? JSON.stringify(error.detail) : '';
    console.error(`${error instanceof Error ? error.message : error} ${detail}`);
    process.exit(1);
  }
);
