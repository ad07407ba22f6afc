/** A client of fake workers on a page whose clock, visibility and store a test controls. */
import { ForecastFailure } from '../core/options/errors';
import type { DeviceFacts } from '../engine/devices/choose';
import type { Bucket } from '../engine/model/workload';
import { createForecastClient } from '../worker/page/queueingClient';
import { exampleModel, exampleRequest, FakeWorker } from './fakeWorker';
import type { ModelStore } from '../worker/storage/modelStore';
import type { ForecastJob, JobState } from '../worker/protocol';

export const PATIENCE = { startMs: 60_000, cancelMs: 50, idleMs: 60_000 };

interface Setting {
  workers?: number;
  store?: ModelStore;
  /** what workers answer when asked what the machine can do; WASM and CPU by default */
  benchmark?(worker: FakeWorker, bucket?: Bucket): DeviceFacts | undefined;
}

/** Needs jest's fake timers, but for `setImmediate`. */
export function setUp({ workers: count = 1, store = createMapStore(), benchmark }: Setting = {}) {
  const workers: FakeWorker[] = [];
  const page = { hidden: false, changed: () => {}, time: 0 };
  const client = createForecastClient({
    createWorker: () => {
      const worker = new FakeWorker();
      if (benchmark) {
        worker.benchmark = (bucket) => benchmark(worker, bucket);
      }
      workers.push(worker);
      return worker;
    },
    store,
    visibility: { isHidden: () => page.hidden, subscribe: (callback) => (page.changed = callback) },
    // No two questions at the same time.
    now: () => jest.now() + page.time++ / 1000,
    patience: PATIENCE,
    workers: count,
  });
  const submit = (job: Partial<ForecastJob> & { key: string }) => {
    const controller = new AbortController();
    const states: JobState[] = [];
    const outcome = client
      .forecast({ request: exampleRequest(), priority: 0, ...job }, (state) => states.push(state), controller.signal)
      .then(
        () => 'done',
        (error: unknown) => (error instanceof ForecastFailure ? error.detail.kind : error)
      );
    return { outcome, states, cancel: () => controller.abort() };
  };
  return { client, workers, page, store, submit };
}

function createMapStore(): ModelStore & { models: Map<string, ReturnType<typeof exampleModel>> } {
  const models = new Map<string, ReturnType<typeof exampleModel>>();
  return {
    models,
    load: async (key) => models.get(key),
    save: async (key, model) => void models.set(key, model),
  };
}

/** Lets all promises that can settle do so. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));
/** The order in which keys reach the worker, told apart by their thresholds. */
export const request = (mark: number) => ({ ...exampleRequest(), thresholds: [mark] });
export const marks = (worker: FakeWorker) => worker.requests.map((sent) => sent.request.thresholds[0]);
