import fc from 'fast-check';
import { HANDOVER_MS, JobQueue, type Waiting } from './queue';

const AGEING = 1000;
const job = (key: string, priority: number, since: number): Waiting => ({ key, priority, since });
const drain = (queue: JobQueue<Waiting>) => {
  const keys: string[] = [];
  for (let [next] = queue.waiting(); next; [next] = queue.waiting()) {
    queue.take(next);
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
    expect(queue.find('a')).toBe(fresh);
    expect(drain(queue)).toEqual(['a', 'b']);
    expect(queue.find('a')).toBeUndefined();
  });

  it('keeps the place of a job taken back for the one that follows at once, and for none much later', () => {
    const follow = (gap: number) => {
      const queue = new JobQueue<Waiting>(AGEING);
      const old = job('a', 0, 0);
      queue.add(old);
      queue.add(job('b', 0, 20));
      queue.remove(old, 500);
      queue.add(job('a', 0, 500 + gap));
      return drain(queue);
    };
    expect(follow(0)).toEqual(['a', 'b']);
    expect(follow(HANDOVER_MS)).toEqual(['a', 'b']);
    expect(follow(HANDOVER_MS + 1)).toEqual(['b', 'a']);
  });

  it('keeps no place for a job that was served, and one place once', () => {
    const queue = new JobQueue<Waiting>(AGEING);
    const served = job('a', 0, 0);
    queue.add(served);
    queue.take(served);
    queue.remove(served, 5);
    queue.add(job('b', 0, 6));
    queue.add(job('a', 0, 7));
    expect(drain(queue)).toEqual(['b', 'a']);

    const first = job('c', 0, 10);
    queue.add(first);
    queue.remove(first, 20);
    queue.add(job('c', 0, 20));
    queue.take(queue.find('c')!);
    queue.add(job('d', 0, 21));
    queue.add(job('c', 0, 22));
    expect(drain(queue)).toEqual(['d', 'c']);
  });

  it('serves a short job as if it had come an ageing time earlier, and moves one whose priority changes', () => {
    const queue = new JobQueue<Waiting>(AGEING);
    const [long, short, late, hidden] = [
      job('long', 0, 0),
      job('short', 0, 900),
      job('late', 0, 1100),
      job('x', 0, 20),
    ];
    [long, short, late, hidden].forEach((each) => queue.add(each));
    queue.change(short, { isShort: true });
    queue.change(late, { isShort: true });
    queue.change(hidden, { priority: 1 });
    expect(drain(queue)).toEqual(['short', 'long', 'late', 'x']);
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
