/** The worker's script: messages in, messages out. What they do is in workerHost.ts. */
import { DeviceBenchmark, WorkerEngines, probe } from '../../engine/devices';
import { browserStorage, createSpeedStore } from '../storage';
import type { FromWorker, ToWorker } from '../protocol';
import { fromText, toText } from '../messageText';
import { WorkerHost } from './workerHost';

/** The few things of a worker's global scope used here; TypeScript's DOM library describes a window. */
declare const self: {
  onmessage: (event: { data: ToWorker | string }) => void;
  postMessage(message: FromWorker | string, transfer?: Transferable[]): void;
  navigator: { userAgent: string };
};

let asText = false;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  if (asText) {
    self.postMessage(toText(message));
  } else {
    self.postMessage(message, transfer);
  }
}

const engines = new WorkerEngines();
const speeds = createSpeedStore(browserStorage());
const host = new WorkerHost({
  engines,
  benchmark: new DeviceBenchmark({ probe, engines, speeds, browser: self.navigator.userAgent }),
  post,
  now: Date.now,
});

self.onmessage = ({ data }) => {
  const message = typeof data === 'string' ? (fromText(data) as ToWorker) : data;
  if (message.type === 'start') {
    __webpack_public_path__ = message.publicPath;
    asText = message.asText === true;
    post({ type: 'ready' });
  } else {
    host.handle(message);
  }
};
