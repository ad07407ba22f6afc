import { english } from '../../../src/core/language';
import { probe } from '../../../src/engine/devices/probe';

/** The adapter of WebGPU here. */
export async function describeGpu(): Promise<{ name: string; isReal: boolean }> {
  const status = (await probe()).find(({ device }) => device === 'webgpu');
  return status?.available
    ? { name: english(status.detail), isReal: !status.isSoftware }
    : { name: `none, as ${english(status?.why ?? 'it was not looked for')}`, isReal: false };
}
