import type { Device } from '../../../src/engine/model/engine';
import { initialWeights } from '../../../src/engine/model/lstm';
import { CONFIGURATIONS, networkOptions, waveData, type ConfigurationName } from '../configurations';
import { countGpuCalls } from './counting';
import { startEngine } from './engines';

/** Bytes that a network of this configuration holds on the device while it trains, its data included. */
export async function measureMemory({
  device,
  configuration: name,
}: {
  device: Device;
  configuration: ConfigurationName;
}): Promise<number> {
  const configuration = CONFIGURATIONS[name];
  const { shape, batchSize, windows } = configuration;
  const memories = watchMemories();
  const counts = device === 'webgpu' ? countGpuCalls() : undefined;
  const engine = await startEngine(device);
  const data = waveData(shape, windows);
  const network = await engine.create(shape, initialWeights(shape, 1), data, networkOptions(configuration));
  await network.trainEpoch(data.origins.subarray(0, 2 * batchSize));
  return counts?.peakBytes ?? memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

/** The memories of all instances of WASM made from now on; they never shrink. */
function watchMemories(): WebAssembly.Memory[] {
  const memories: WebAssembly.Memory[] = [];
  const Original = WebAssembly.Instance;
  WebAssembly.Instance = class extends Original {
    constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
      super(module, imports);
      memories.push(...Object.values(this.exports).filter((value) => value instanceof WebAssembly.Memory));
    }
  };
  return memories;
}
