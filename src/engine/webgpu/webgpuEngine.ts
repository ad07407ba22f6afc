import { ForecastFailure } from '../../core/options';
import { type Engine, type Member, type ModelShape, type NetworkOptions, checkNetwork, deviceFailed } from '../model';
import { acquireGpu, checked, releaseGpu } from './gpuDevice';
import { GroupOfGroups } from './groupOfGroups';
import { KernelCache } from './kernel';
import { type Layout, planLayout } from './shaders';
import { checkLimits } from './limits';
import { WebgpuGroup } from './webgpuGroup';
import { WebgpuNetwork } from './webgpuNetwork';

/**
 * The engine of device `webgpu`: fused training kernels generated as WGSL, four dispatches a training step whatever
 * the sequence and the layers, and as many models in them as a group has.
 * @throws ForecastFailure `device-failed`
 */
export async function createWebgpuEngine(): Promise<Engine> {
  const gpu = await acquireGpu().catch((error) => {
    throw deviceFailed('webgpu', error);
  });
  const kernels = new KernelCache(gpu);

  /** Networks that train in the same dispatches. @throws ForecastFailure `too-large` before it allocates anything */
  async function createTogether(shape: ModelShape, members: readonly Member[], options: NetworkOptions) {
    const layout = planLayout(shape, members.length, options);
    checkMembers(layout, members);
    let group: WebgpuGroup | undefined;
    try {
      return await checked(gpu, () => (group = new WebgpuGroup(gpu, kernels, layout, members)));
    } catch (error) {
      group?.dispose();
      throw deviceFailed('webgpu', error);
    }
  }

  function checkMembers(layout: Layout, members: readonly Member[]): void {
    const bytes = (name: 'inputs' | 'targets') => members.reduce((sum, { data }) => sum + data[name].byteLength, 0);
    const isTraining = members.some(({ data }) => data.origins.length > 0);
    checkLimits(layout, gpu.device.limits, Math.max(bytes('inputs'), bytes('targets')), isTraining);
  }

  /** Number of members, each as large as the largest, that the device holds at once; at least one. */
  function mostTogether(shape: ModelShape, members: readonly Member[], options: NetworkOptions): number {
    for (let size = members.length; size > 1; size = Math.ceil(size / 2)) {
      try {
        const parts = split(members, size);
        parts.forEach((part) => checkMembers(planLayout(shape, part.length, options), part));
        return size;
      } catch (error) {
        if (!(error instanceof ForecastFailure)) {
          throw error;
        }
      }
    }
    return 1;
  }

  return {
    device: 'webgpu',
    name: 'WebGPU, fused kernels',
    async create(shape, weights, data, options) {
      checkNetwork(shape, weights, data, options);
      const group = await createTogether(shape, [{ weights, data }], options);
      return new WebgpuNetwork(group, shape, data.inputs);
    },
    async createGroup(shape, members, options) {
      members.forEach(({ weights, data }) => checkNetwork(shape, weights, data, options));
      const parts: WebgpuGroup[] = [];
      try {
        for (const part of split(members, mostTogether(shape, members, options))) {
          parts.push(await createTogether(shape, part, options));
        }
      } catch (error) {
        parts.forEach((part) => part.dispose());
        throw error;
      }
      return parts.length === 1 ? parts[0] : new GroupOfGroups(parts);
    },
    dispose: () => releaseGpu(gpu.device),
  };
}

function split<T>(items: readonly T[], size: number): T[][] {
  const parts = [];
  for (let from = 0; from < items.length; from += size) {
    parts.push(items.slice(from, from + size));
  }
  return parts;
}
