import { exampleModel } from '../../testing/fakeWorker';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { now, settle, training } from '../../testing/sessionKit';
import { askedOf } from '../../worker/pinning';

const drift = { kind: 'misses', outside: 12, points: 24, level: 0.95 } as const;
const origin = T0 + 10 * HOUR;
function drifted() {
  const result = resultOf({ origin });
  return { ...result, report: { ...result.report, drift } };
}
/** Made by a model of so many hours ago. */
const madeBy = (hours: number) => ({ ...exampleModel(T0), trainedAt: now - hours * HOUR });

it('trains a model again that its series has left, and says what for', async () => {
  const { first, jobs } = await training();
  jobs[0].done({ result: drifted(), model: madeBy(2) });
  await settle();
  expect(jobs).toHaveLength(2);
  expect(jobs[1].job.retrain).toBe(true);
  expect(first().drawn!.result.report.drift).toEqual(drift);
  jobs[1].done({ result: resultOf({ origin }), model: madeBy(0) });
  await settle();
  expect(jobs).toHaveLength(2);
  expect(first()).toMatchObject({ phase: { kind: 'ready' }, retrainedFor: drift });
  expect(first().drawn!.result.report.drift).toBeUndefined();
});

it('does so once an hour at most', async () => {
  const { first, jobs } = await training();
  jobs[0].done({ result: drifted(), model: madeBy(0.9) });
  await settle();
  expect(jobs).toHaveLength(1);
  expect(first().phase).toEqual({ kind: 'ready' });
});

it('leaves a model that is pinned to those who pinned it', async () => {
  const { first, jobs, update } = await training();
  const { request, key } = jobs[0].job;
  const pinned = { ...madeBy(2), origin, asked: askedOf(request) };
  update({ pinned: new Map([[first().key, pinned]]) });
  await settle();
  jobs[1].done({ result: drifted(), model: pinned });
  await settle();
  expect(key).toContain(first().key);
  expect(first().pin).toEqual({ kind: 'used' });
  expect(jobs).toHaveLength(2);
});

it('trains nothing again where nothing drifted', async () => {
  const { jobs } = await training();
  jobs[0].done({ result: resultOf({ origin }), model: madeBy(5) });
  await settle();
  expect(jobs).toHaveLength(1);
});
