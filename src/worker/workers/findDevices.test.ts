import type { DeviceStatus } from '../../engine/model/engine';
import type { WorkerLike } from './createWorker';
import { findDevices } from './findDevices';
import type { ToWorker } from '../protocol';

const statuses: DeviceStatus[] = [{ device: 'cpu', available: true, detail: 'here' }];

/** A worker that answers what it is asked, or fails to start. */
function fake(answer: 'answers' | 'fails') {
  const sent: ToWorker[] = [];
  const terminate = jest.fn();
  const worker: WorkerLike = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    terminate,
    postMessage(message) {
      sent.push(message);
      setTimeout(() => {
        if (answer === 'fails') {
          worker.onerror?.({ message: 'blocked by the policy' } as ErrorEvent);
        } else if (message.type === 'benchmark') {
          worker.onmessage?.({ data: { type: 'benchmarked', id: message.id, facts: { statuses } } } as MessageEvent);
        }
      });
    },
  };
  return { worker, sent, terminate };
}

test('a worker says what it finds, measures nothing, and is ended', async () => {
  const { worker, sent, terminate } = fake('answers');
  await expect(findDevices(() => worker)).resolves.toEqual(statuses);
  expect(sent).toEqual([{ type: 'benchmark', id: 1 }]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(terminate).toHaveBeenCalledTimes(1);
});

test('a worker that does not start is an error with its reason', async () => {
  const { worker } = fake('fails');
  await expect(findDevices(() => worker)).rejects.toMatchObject({
    detail: { kind: 'worker-failed', message: 'blocked by the policy' },
  });
});
