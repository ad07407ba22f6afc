/** The worker's script: messages in, messages out. What they do is in workerHost.ts. */
import { probe } from '../../engine/devices/probe';
import { DeviceBenchmark } from '../../engine/devices/deviceBenchmark';
import { browserStorage } from '../storage/browserStorage';
import { WorkerEngines } from '../../engine/devices/engines';
import type { FromWorker, ToWorker } from '../protocol';
import { createSpeedStore } from '../storage/speedStore';
import { WorkerHost } from './workerHost';

/** The few things of a worker's global scope used here; TypeScript's DOM library describes a window. */
declare const self: {
  onmessage: (event: { data: ToWorker }) => void;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  navigator: { userAgent: string };
};

const engines = new WorkerEngines();
const speeds = createSpeedStore(browserStorage());
const host = new WorkerHost({
  engines,
  benchmark: new DeviceBenchmark({ probe, engines, speeds, browser: self.navigator.userAgent }),
  post: (message, transfer) => self.postMessage(message, transfer ?? []),
  now: Date.now,
});

self.onmessage = ({ data }) => {
  if (data.type === 'start') {
    __webpack_public_path__ = data.publicPath;
    self.postMessage({ type: 'ready' });
  } else {
    host.handle(data);
  }
};
