/**
 * Workers as the page holds them: making them, handles, the pool, what they find of devices.
 * Imports protocol. In: jobs; out: messages of the worker.
 */
export { type WorkerLike, createWorker } from './createWorker';
export { type DeviceStatus, findDevices } from './findDevices';
export { isInRender } from './inRender';
export { type Lease, WorkerPool, poolSize } from './pool';
export { type Visibility, pageVisibility } from './visibility';
export { PATIENCE, type Patience, WorkerDied } from './workerHandle';
