import fc from 'fast-check';
import { JobQueue, type Waiting } from './queue';

const AGEING = 1000;
const job = (key: string, priority: number, since: number): Waiting => ({ key, priority, since });
const drain = (queue: JobQueue<Waiting>) => {
  const keys: string[] = [];
  for (let next = queue.takeNext(); next; next = queue.takeNext()) {
    keys.push(next.key);
  }
  return keys;
};

describe('JobQueue', () => {
  it('serves the first come among equals, and lower priorities first', () => {
    const queue = new JobQueue<Waiting>(AGEING);
    [job('a', 1, 0), job('b', 0, 10), job('c', 1, 20), job('d', 0, 30)].forEach((each) => queue.add(each));
    expect(drain(queue)).toEqual(['b', 'd', 'a', 'c']);
  });

  it('lets a job of low priority overtake those that came an ageing time later', () => {
    const queue = new JobQueue<Waiting>(AGEING);
    [job('late', 0, AGEING + 1), job('hidden', 1, 0), job('early', 0, AGEING - 1)].forEach((each) => queue.add(each));
    expect(drain(queue)).toEqual(['early', 'hidden', 'late']);
  });

  it('replaces a waiting job of the same key, which keeps its place', () => {
    const queue = new JobQueue<Waiting>(AGEING);
    const old = job('a', 0, 0);
    const fresh = job('a', 0, 50);
    queue.add(old);
    queue.add(job('b', 0, 20));
    expect(queue.add(fresh)).toBe(old);
    expect(queue.waiting()).toHaveLength(2);
    expect(queue.takeNext()).toBe(fresh);
    expect(queue.has('a')).toBe(false);
  });

  it('starves none: whatever arrives, a job is served before any that came priority * ageing later', () => {
    const arrivals = fc.array(fc.record({ priority: fc.integer({ min: 0, max: 3 }), since: fc.nat(10_000) }));
    fc.assert(
      fc.property(arrivals, (jobs) => {
        const queue = new JobQueue<Waiting>(AGEING);
        jobs.forEach(({ priority, since }, index) => queue.add(job(String(index), priority, since)));
        const served = drain(queue).map((key) => jobs[Number(key)]);
        expect(served).toHaveLength(jobs.length);
        served.forEach((mine, place) =>
          served.slice(0, place).forEach((before) => {
            expect(before.since - mine.since).toBeLessThanOrEqual((mine.priority - before.priority) * AGEING);
          })
        );
      })
    );
  });
});
