/** The worker's script: a message in, a job, messages out. What a job does is in job.ts. */
import { toForecastError } from '../core/errors';
import { createEngines } from './engines';
import { runJob } from './job';
import type { FromWorker, ToWorker } from './protocol';

/** The few things of a worker's global scope used here; TypeScript's DOM library describes a window. */
declare const self: {
  onmessage: (event: { data: ToWorker }) => void;
  postMessage(message: FromWorker): void;
};

const engines = createEngines();
const running = new Map<number, AbortController>();

self.onmessage = ({ data }) => {
  switch (data.type) {
    case 'start':
      __webpack_public_path__ = data.publicPath;
      self.postMessage({ type: 'ready' });
      break;
    case 'forecast':
      void forecast(data);
      break;
    case 'cancel':
      running.get(data.id)?.abort();
      break;
  }
};

async function forecast({ id, request }: Extract<ToWorker, { type: 'forecast' }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const response = await runJob(request, {
      engines,
      onState: (state) => self.postMessage({ type: 'state', id, state }),
      signal: controller.signal,
      now: Date.now,
    });
    self.postMessage({ type: 'done', id, response });
  } catch (error) {
    self.postMessage({ type: 'failed', id, error: toForecastError(error) });
  } finally {
    running.delete(id);
  }
}
