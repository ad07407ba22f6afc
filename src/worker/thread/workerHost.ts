import { toForecastError } from '../../core/options/errors';
import { nextTask } from '../../engine/training/pacer';
import { pauseTraining, resumeTraining } from '../../engine/training/pause';
import type { Bucket } from '../../engine/model/workload';
import type { Assessor } from './deviceBenchmark';
import type { Engines } from './engines';
import { Gathering } from './trainTogether';
import { runJob } from './job';
import type { ForecastRequest, FromWorker, ToWorker } from '../protocol';
import { Reporter } from './reporter';

/** What a worker needs; tests bring their own. */
export interface HostParts {
  engines: Engines;
  assessor: Assessor;
  post(message: FromWorker, transfer?: Transferable[]): void;
  /** ms since the epoch */
  now(): number;
}

/** Answers the page's messages, all but `start`. Knows no worker. */
export class WorkerHost {
  private readonly running = new Map<number, AbortController>();
  private readonly reporter: Reporter;

  constructor(private readonly parts: HostParts) {
    this.reporter = new Reporter((message, transfer) => parts.post(message, transfer));
  }

  handle(message: Exclude<ToWorker, { type: 'start' }>): void {
    switch (message.type) {
      case 'forecast':
        void this.forecastAll(message.jobs);
        break;
      case 'cancel':
        this.running.get(message.id)?.abort();
        break;
      case 'assess':
        void this.assess(message.id, message.bucket);
        break;
      case 'pause':
        pauseTraining();
        break;
      case 'resume':
        resumeTraining();
        break;
    }
  }

  private async forecastAll(jobs: Array<{ id: number; request: ForecastRequest }>): Promise<void> {
    const gathering = new Gathering(jobs.length);
    jobs.forEach(({ id }) => this.running.set(id, new AbortController()));
    for (const { id, request } of jobs) {
      void this.forecast(id, request, gathering);
      // Each begins with a stretch of computing, after which a message must be heard.
      await nextTask();
    }
  }

  private async forecast(id: number, request: ForecastRequest, gathering: Gathering): Promise<void> {
    const { engines, post, now } = this.parts;
    const { train, leave } = gathering.join();
    const { signal } = this.running.get(id)!;
    try {
      const response = await runJob(request, {
        engines,
        onState: (state) => this.reporter.state(id, state),
        onPreliminary: (result) => post({ type: 'preliminary', id, result }),
        onCheckpoint: (checkpoint) => this.reporter.checkpoint(id, checkpoint),
        signal,
        now,
        train,
      });
      this.reporter.end(id);
      post({ type: 'done', id, response });
    } catch (error) {
      this.reporter.fail(id);
      post({ type: 'failed', id, error: toForecastError(error) });
    } finally {
      this.running.delete(id);
      leave();
    }
  }

  private async assess(id: number, bucket: Bucket | undefined): Promise<void> {
    const { assessor, post } = this.parts;
    try {
      post({ type: 'assessed', id, assessment: await assessor.assess(bucket) });
    } catch (error) {
      post({ type: 'failed', id, error: toForecastError(error) });
    }
  }
}
