import { phrase } from '../../core/language/phrase';
import type { ModelFiles } from '../../worker/files/modelFiles';
import { optionsOf, T0 } from '../../testing/panelFixtures';
import { createModelTransfer } from './modelTransfer';
import { liveFrames, ready, setUp, settle } from '../../testing/sessionKit';
import { readSeries } from '../frames/frames';
import type { SessionInput } from './sessionInput';

const input: SessionInput = {
  options: optionsOf(),
  live: readSeries(liveFrames),
  range: { from: T0, to: T0 + 1 },
  timeZone: 'UTC',
  thresholds: () => [],
  source: 'up',
  panelKey: 'panel-1',
  identity: 'up',
  isVisible: true,
};

/** A file; jsdom's own cannot be read. */
const fileOf = (text: string, size = text.length) =>
  ({ name: 'model.json', size, arrayBuffer: async () => new TextEncoder().encode(text).buffer }) as unknown as File;

async function transfer() {
  const kit = await ready();
  const files: jest.Mocked<ModelFiles> = {
    pinModel: jest.fn().mockResolvedValue('{}'),
    exportModel: jest.fn().mockResolvedValue('{}'),
    importModel: jest.fn().mockResolvedValue('own'),
  };
  const models = createModelTransfer(
    kit.session,
    () => input,
    async () => files
  );
  return { ...kit, files, models, key: kit.first().key };
}

it('imports under the name the forecast is asked for, and forecasts once more without training afresh', async () => {
  const { models, files, jobs, key } = await transfer();
  await models.importModel(key, [fileOf('the model')]);
  await settle();
  const [owner, picked] = files.importModel.mock.calls[0];
  expect(picked.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([
    ['model.json', 'the model'],
  ]);
  expect(jobs).toHaveLength(2);
  const { job } = jobs[1];
  expect(job.retrain).toBe(false);
  expect(owner).toMatchObject({ key: job.key, identity: job.identity });
  expect(owner.request.series).toBe(job.request.series);
  expect(owner.request.options).toEqual(job.request.options);
  expect(owner.request.covariates).toEqual(job.request.covariates);
});

it('leaves the forecast alone when the model of another program is not what the options ask for', async () => {
  const { models, files, jobs, key } = await transfer();
  files.importModel.mockResolvedValue('foreign');
  expect(await models.importModel(key, [fileOf('the model'), fileOf('its weights')])).toBe('foreign');
  await settle();
  expect(jobs).toHaveLength(1);
});

it('forecasts nothing anew when the file is refused, or too large to be read', async () => {
  const { models, files, jobs, key } = await transfer();
  files.importModel.mockRejectedValue(new Error('refused'));
  await expect(models.importModel(key, [fileOf('x')])).rejects.toThrow('refused');
  await expect(models.importModel(key, [fileOf('x', 2 ** 30)])).rejects.toMatchObject({
    detail: {
      kind: 'invalid-model',
      why: phrase('the file has {{size}} bytes, more than {{most}}', { size: 2 ** 30, most: 2 ** 25 }),
    },
  });
  expect(files.importModel).toHaveBeenCalledTimes(1);
  expect(jobs).toHaveLength(1);
});

it('hands the model to the browser as a file', async () => {
  const { models, key } = await transfer();
  URL.createObjectURL = jest.fn(() => 'blob:model');
  URL.revokeObjectURL = jest.fn();
  const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    expect(this.download).toMatch(/\.model\.json$/);
  });
  await models.exportModel(key);
  expect(click).toHaveBeenCalledTimes(1);
});

it('has nothing to move before the history has come', async () => {
  const { session } = setUp();
  const models = createModelTransfer(session, () => input, jest.fn());
  await expect(models.exportModel('a')).rejects.toMatchObject({ detail: { kind: 'invalid-model' } });
});
