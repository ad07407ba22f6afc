/** A worker for tests: records what it is sent, and answers when the test says so. */
import { defaultOptions } from '../core/options/optionValues';
import type { ForecastResult } from '../core/fitted/result';
import type { DeviceFacts } from '../engine/devices/choose';
import type { Bucket } from '../engine/model/workload';
import type { WorkerLike } from '../worker/workers/createWorker';
import type { ForecastRequest, FromWorker, SavedModel, ToWorker } from '../worker/protocol';

export class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  isTerminated = false;
  readonly sent: ToWorker[] = [];
  /** a worker that lets go of a cancelled job at once */
  isObedient = true;
  /** what it answers at once when asked what the machine can do; undefined: it does not answer */
  benchmark: (bucket?: Bucket) => DeviceFacts | undefined = () => PROCESSOR_ONLY;

  postMessage(message: ToWorker): void {
    this.sent.push(structuredClone(message));
    const facts = message.type === 'benchmark' && this.benchmark(message.bucket);
    if (facts) {
      queueMicrotask(() => this.answer({ type: 'benchmarked', id: message.id, facts }));
    }
    if (message.type === 'cancel' && this.isObedient) {
      this.answer({ type: 'failed', id: message.id, error: { kind: 'cancelled' } });
    }
  }
  terminate(): void {
    this.isTerminated = true;
  }
  answer(message: FromWorker): void {
    this.onmessage?.({ data: structuredClone(message) } as MessageEvent);
  }
  crash(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
  /** Requests received so far, in order. */
  get requests(): Array<{ id: number; request: ForecastRequest }> {
    return this.sent.flatMap((message) => (message.type === 'forecast' ? message.jobs : []));
  }
  /** Jobs of each message. */
  get batches(): number[] {
    return this.sent.flatMap((message) => (message.type === 'forecast' ? [message.jobs.length] : []));
  }
  /** Finishes a job, the newest by default. */
  finish(model?: SavedModel, { id } = this.requests[this.requests.length - 1]): void {
    this.answer({ type: 'done', id, response: { result: EMPTY_RESULT, model } });
  }
}

const PROCESSOR_ONLY: DeviceFacts = {
  statuses: [
    { device: 'wasm', available: true, detail: 'WebAssembly with SIMD' },
    { device: 'cpu', available: true, detail: 'TypeScript' },
  ],
};

const none = new Float64Array(0);
const EMPTY_RESULT: ForecastResult = {
  expected: { times: none, point: none, intervals: [] },
  anomalyScore: none,
  anomalies: [],
  forecast: { times: none, point: none, intervals: [] },
  breaches: [],
  report: { source: 'last-value', origin: 0, step: 60, points: 0, trainedAt: 0, accuracy: [], coverage: [], notes: [] },
};

/** A request over a rising series of `points` values that ends at `end` ms. */
export function exampleRequest(end = 100 * 60_000, points = 101): ForecastRequest {
  const step = 60;
  return {
    series: {
      start: end - (points - 1) * step * 1000,
      step,
      values: Float64Array.from({ length: points }, (_, i) => i),
    },
    options: defaultOptions(),
    thresholds: [],
    timeZone: 'UTC',
    choices: [{ device: 'cpu', reason: 'chosen in the options' }],
  };
}

/** A model of one layer and one unit, trained up to `origin` ms; `padding` bytes make it larger. */
export function exampleModel(origin: number, padding = 0): SavedModel {
  const shape = { features: 1, sequenceLength: 2, layers: 1, hidden: 1, outputs: 1 };
  return {
    trained: { shape, weights: new Float32Array(14), epochs: 3, bestEpoch: 2, validationLoss: 0.5 },
    origin,
    trainedAt: origin + 1000,
    context: { padding: new Uint8Array(padding) },
    device: 'cpu',
    deviceReason: 'chosen in the options',
    seconds: 1,
    windows: 10,
  };
}
