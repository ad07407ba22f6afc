import { toForecastError } from '../../core/options';
import { nextTask, pauseTraining, resumeTraining } from '../../engine/training';
import type { Bucket } from '../../engine/model';
import type { DeviceBenchmark, Engines } from '../../engine/devices';
import { TrainTogether } from './trainTogether';
import { runJob } from './job';
import type { ForecastRequest, FromWorker, ToWorker } from '../protocol';
import { Reporter } from './reporter';

/** The parts of a worker; tests bring their own. */
export interface HostParts {
  engines: Engines;
  benchmark: DeviceBenchmark;
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
      case 'benchmark':
        void this.benchmark(message.id, message.bucket);
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
    const trainTogether = new TrainTogether(jobs.length);
    jobs.forEach(({ id }) => this.running.set(id, new AbortController()));
    for (const { id, request } of jobs) {
      void this.forecast(id, request, trainTogether);
      // Each begins with a stretch of computing, after which a message must be heard.
      await nextTask();
    }
  }

  private async forecast(id: number, request: ForecastRequest, trainTogether: TrainTogether): Promise<void> {
    const { engines, post, now } = this.parts;
    const { train, leave } = trainTogether.join();
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

  private async benchmark(id: number, bucket: Bucket | undefined): Promise<void> {
    const { benchmark, post } = this.parts;
    try {
      post({ type: 'benchmarked', id, facts: await benchmark.benchmark(bucket) });
    } catch (error) {
      post({ type: 'failed', id, error: toForecastError(error) });
    }
  }
}
