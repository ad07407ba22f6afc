import type { WorkerLike } from './createWorker';
import { fromText, toText } from '../messageText';
import type { FromWorker, ToWorker } from '../protocol';

/** A worker that speaks in text, as the page sees it. */
export interface Telegraph extends Omit<WorkerLike, 'postMessage'> {
  postMessage(text: string): void;
}

/** A worker of which each message travels as text, both ways. It must have been told to answer so. */
export class TextWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;

  constructor(private readonly worker: Telegraph) {
    worker.onmessage = ({ data }: MessageEvent<string>) =>
      this.onmessage?.({ data: fromText(data) as FromWorker } as MessageEvent<FromWorker>);
    worker.onerror = (event) => this.onerror?.(event);
    worker.onmessageerror = (event) => this.onmessageerror?.(event);
  }

  postMessage(message: ToWorker): void {
    this.worker.postMessage(toText(message));
  }

  terminate(): void {
    this.worker.terminate();
  }
}
