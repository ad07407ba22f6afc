import { ForecastFailure } from '../../core/options/errors';
import { exampleModel } from '../../testing/fakeWorker';
import { HOUR, resultOf, T0 } from '../../testing/panelFixtures';
import { settle, training } from '../../testing/sessionKit';

const progress = { epoch: 3, epochs: 30, trainLoss: 0.2, validationLoss: 0.1, remainingMs: 4000 };

it('counts what the worker answered, by how it came about', async () => {
  const { jobs, session, update } = await training();
  expect(session.getState().counts).toBeUndefined();
  jobs[0].state({ kind: 'training', progress, device: 'wasm' });
  jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR }) });
  await settle();
  expect(session.getState().counts).toEqual({ trained: 1, reused: 0, plain: 0, failed: 0 });
  session.retrain();
  await settle();
  jobs[1].fail(new ForecastFailure({ kind: 'worker-failed', message: 'gone' }));
  await settle();
  expect(session.getState().counts).toEqual({ trained: 1, reused: 0, plain: 0, failed: 1 });
  update();
  await settle();
  session.retrain();
  await settle();
  jobs[jobs.length - 1].done({ result: resultOf({ origin: T0 + 10 * HOUR }), model: exampleModel(T0) });
  await settle();
  expect(session.getState().counts).toEqual({ trained: 1, reused: 1, plain: 0, failed: 1 });
});

it('keeps the losses of its epochs, each once, and those of the last training afterwards', async () => {
  const { first, jobs } = await training();
  const tell = (epoch: number, validationLoss: number) =>
    jobs[0].state({ kind: 'training', progress: { ...progress, epoch, validationLoss }, device: 'wasm' });
  tell(1, 0.5);
  tell(2, 0.3);
  tell(2, 0.3);
  const losses = [
    { epoch: 1, train: 0.2, validation: 0.5 },
    { epoch: 2, train: 0.2, validation: 0.3 },
  ];
  expect(first().losses).toEqual(losses);
  jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR }) });
  await settle();
  expect(first().losses).toEqual(losses);
  tell(1, 0.9);
  // Another training begins anew.
  expect(first().losses).toEqual([{ epoch: 1, train: 0.2, validation: 0.9 }]);
});
