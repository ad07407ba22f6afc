/** A job as the queue knows it. */
export interface Waiting {
  /** names the series; at most one job of a key waits */
  key: string;
  /** 0 is served first */
  priority: number;
  /** when it was queued, ms */
  since: number;
  /** takes a moment, such as a forecast with a model that is trained already: goes before what takes long */
  isShort?: boolean;
}

/** A job that follows one of its key taken back no longer ago than this has its place: it is the same wish, changed. */
export const HANDOVER_MS = 1000;

/**
 * Jobs by priority, with ageing: a job of priority p is served as if it had come p * `ageingMs` later. So a visible
 * panel goes first, but a job waits at most p * `ageingMs` longer than in plain order of arrival: none starves. A short
 * job is served as if it had come `ageingMs` earlier.
 */
export class JobQueue<Job extends Waiting> {
  private jobs: Job[] = [];
  /** places of jobs taken back, by key, ms */
  private readonly places = new Map<string, { since: number; until: number }>();

  constructor(private readonly ageingMs: number) {}

  /**
   * Queues a job and returns the one of the same key that it replaces, if any. The newer one takes over the older
   * one's waiting time: a panel that refreshes faster than it is served is served all the same.
   */
  add(job: Job): Job | undefined {
    const older = this.find(job.key);
    const place = older ?? this.placeOf(job);
    this.jobs = this.jobs.filter((other) => other !== older);
    job.since = Math.min(job.since, place?.since ?? job.since);
    this.insert(job);
    return older;
  }

  /** Changes what the order depends on, of a job that waits. */
  change(job: Job, change: Partial<Pick<Waiting, 'priority' | 'isShort'>>): void {
    Object.assign(job, change);
    if (this.take(job)) {
      this.insert(job);
    }
  }

  /** Takes a job out to serve it; false if it does not wait. */
  take(job: Job): boolean {
    const before = this.jobs.length;
    this.jobs = this.jobs.filter((other) => other !== job);
    return this.jobs.length < before;
  }

  /** Takes a job back, if it waits; its place is kept for a while. @param now ms */
  remove(job: Job, now: number): void {
    if (this.take(job)) {
      this.places.set(job.key, { since: job.since, until: now + HANDOVER_MS });
    }
  }

  /** The job of a key that waits. */
  find(key: string): Job | undefined {
    return this.jobs.find((job) => job.key === key);
  }

  /** All that wait, in the order they will be served. */
  waiting(): readonly Job[] {
    return this.jobs;
  }

  /** The place kept for a job that arrives now, given up by asking. */
  private placeOf({ key, since: now }: Job): { since: number } | undefined {
    this.places.forEach(({ until }, other) => until < now && this.places.delete(other));
    const place = this.places.get(key);
    this.places.delete(key);
    return place;
  }

  private insert(job: Job): void {
    const later = this.jobs.findIndex((other) => this.rank(other) > this.rank(job));
    this.jobs.splice(later < 0 ? this.jobs.length : later, 0, job);
  }

  private rank({ since, priority, isShort }: Job): number {
    return since + (priority - (isShort ? 1 : 0)) * this.ageingMs;
  }
}
