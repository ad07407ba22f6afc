/**
 * The devices of this machine, their speeds, and the choice of the one that trains.
 * Imports every engine and model. In: an option; out: an `Engine` and the reason for it.
 */
export { type Choice, type DeviceFacts, GPUS, rankDevices } from './choose';
export { DeviceBenchmark } from './deviceBenchmark';
export { DeviceSelector, avoiding, processorChoices, withoutGpus } from './deviceSelector';
export { type Engines, WorkerEngines } from './engines';
export type { Speed } from './measure';
export { probe } from './probe';
export type { SpeedStore } from './speedStore';
