import { checkNetwork } from '../dataset';
import { deviceFailed } from '../deviceFailed';
import type { Engine, Member, ModelShape, NetworkOptions } from '../engine';
import { acquireGpu, checked, releaseGpu } from './gpuDevice';
import { KernelCache } from './kernel';
import { planLayout } from './layout';
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

  async function createGroup(shape: ModelShape, members: readonly Member[], options: NetworkOptions) {
    members.forEach(({ weights, data }) => checkNetwork(shape, weights, data, options));
    const layout = planLayout(shape, members.length, options);
    const bytes = (name: 'inputs' | 'targets') => members.reduce((sum, { data }) => sum + data[name].byteLength, 0);
    const isTraining = members.some(({ data }) => data.origins.length > 0);
    checkLimits(layout, gpu.device.limits, Math.max(bytes('inputs'), bytes('targets')), isTraining);
    let group: WebgpuGroup | undefined;
    try {
      return await checked(gpu, () => (group = new WebgpuGroup(gpu, kernels, layout, members)));
    } catch (error) {
      group?.dispose();
      throw deviceFailed('webgpu', error);
    }
  }

  return {
    device: 'webgpu',
    name: 'WebGPU, fused kernels',
    async create(shape, weights, data, options) {
      const group = await createGroup(shape, [{ weights, data }], options);
      return new WebgpuNetwork(group, shape, data.inputs);
    },
    createGroup,
    dispose: () => releaseGpu(gpu),
  };
}
