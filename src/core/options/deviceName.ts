import { optionTable } from './options';

/** A device as a person reads it: `webgpu` is WebGPU. */
export function nameDevice(device: string): string {
  return optionTable.device.choices.find(({ value }) => value === device)?.label ?? device;
}
