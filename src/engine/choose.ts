import type { Device, DeviceStatus, ModelShape } from './engine';
import { engineTable } from './registry';

/** A device to train on, and why: a short clause without a full stop. */
export interface Choice {
  device: Device;
  reason: string;
}

type Available = Extract<DeviceStatus, { available: true }>;

/**
 * Devices to try, best first; at least one, for the last resort exists wherever JavaScript runs.
 * @param wanted the option: a device, or `auto`
 * @param statuses what `probe` found
 */
export function rankDevices(wanted: Device | 'auto', statuses: readonly DeviceStatus[], shape: ModelShape): Choice[] {
  const available = statuses.filter((status): status is Available => status.available);
  const automatic = available.sort((a, b) => rank(a, shape) - rank(b, shape));
  const chosen = automatic.filter(({ device }) => device === wanted);
  const others = automatic.filter(({ device }) => device !== wanted);
  const [first = { device: 'cpu', available: true, detail: '' } as const, ...rest] = [...chosen, ...others];
  return [
    { device: first.device, reason: reasonFor(first, wanted, statuses) },
    ...rest.map(({ device }) => ({ device, reason: `${first.device} failed` })),
  ];
}

/** Place in the order of "auto". A GPU played by the processor comes last: the processor itself is faster. */
function rank({ device, isSoftware }: Available, shape: ModelShape): number {
  if (isSoftware) {
    return device === 'webgpu' ? 6 : 5;
  }
  if (engineTable[device].beatsWasm(shape)) {
    return 0;
  }
  return { wasm: 1, webgpu: 2, webgl: 3, cpu: 4 }[device];
}

function reasonFor(first: Available, wanted: Device | 'auto', statuses: readonly DeviceStatus[]): string {
  if (first.device === wanted) {
    return first.isSoftware ? `chosen in the options; slow, for it is ${first.detail}` : 'chosen in the options';
  }
  const refused = statuses.find(({ device }) => device === wanted);
  if (refused && !refused.available) {
    return `${wanted} is not available: ${refused.why}`;
  }
  const gpu = statuses.find(({ device }) => device === 'webgpu');
  if (first.device === 'wasm' || first.device === 'cpu') {
    if (gpu && !gpu.available) {
      return gpu.why;
    }
    if (gpu?.isSoftware) {
      return `faster than this GPU, which is ${gpu.detail}`;
    }
  }
  return first.device === 'cpu' ? 'nothing else is available' : 'the fastest here for a network of this size';
}
