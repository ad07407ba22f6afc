import { createPacer, PAUSE_MS, throwIfCancelled } from './pacer';

const cancelled = { detail: { kind: 'cancelled' } };

/** Holds the thread. */
function compute(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until) {}
}

test('lets other tasks run during a long computation', async () => {
  const pace = createPacer();
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  for (let batch = 0; batch < 10; batch++) {
    compute(PAUSE_MS);
    await pace();
  }
  clearInterval(timer);
  expect(ticks).toBeGreaterThanOrEqual(5);
});

test('throws once cancelled, by an event that came in the meantime', async () => {
  const pace = createPacer();
  const controller = new AbortController();
  await pace(controller.signal);
  setTimeout(() => controller.abort(), 0);
  compute(PAUSE_MS + 5);
  await expect(pace(controller.signal)).rejects.toMatchObject(cancelled);
  expect(() => throwIfCancelled(controller.signal)).toThrow('cancelled');
  expect(() => throwIfCancelled(undefined)).not.toThrow();
});
