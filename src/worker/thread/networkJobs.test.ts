/** Jobs of the networks beside the LSTM, which TensorFlow.js trains: here on its plain backend, the browser tests on others. */
import { createTrainingSet } from '../../core/lstm/trainingSet';
import { TRAINED_NETWORKS } from '../../core/members';
import type { ForecastOptions } from '../../core/options/forecastOptions';
import { toSlices, type Series } from '../../core/series';
import { WorkerEngines } from '../../engine/devices/engines';
import { train } from '../../engine/training/train';
import { request } from '../../testing/jobKit';
import { askedOf } from '../pinning';
import type { JobState } from '../protocol';
import { storeKey } from '../reuse';
import { readPinned, writePinned } from '../storage/pinnedModel';
import { isSavedModel } from '../storage/savedModel';
import { runJob } from './job';
import { trainOptions } from './trainedNetwork';

const engines = new WorkerEngines();
afterAll(() => engines.drop('cpu', 'gru'));

function parts() {
  const states: JobState[] = [];
  const controller = new AbortController();
  const { signal } = controller;
  return {
    engines,
    states,
    controller,
    signal,
    now: () => 1e12,
    onState: (state: JobState) => void states.push(state),
  };
}
const asking = (network: ForecastOptions['network'], epochs = 2) => request({ network, epochs, hidden: 4 });

describe.each(TRAINED_NETWORKS.filter((network) => network !== 'lstm'))('%s', (network) => {
  it('is trained, measured under its own name, and kept as a model that can be used again', async () => {
    const question = asking(network);
    const { result, model } = await runJob(question, parts());
    const sources = result.report.accuracy.map(({ source }) => source);
    expect(sources).toContain(network);
    expect(sources).not.toContain('lstm');
    expect(isSavedModel(model)).toBe(true);
    const later = parts();
    const again = await runJob(
      { ...question, model: readPinned(writePinned({ ...model!, asked: askedOf(question) })) },
      later
    );
    expect(later.states).toEqual([]);
    expect(again.model?.trainedAt).toBe(model?.trainedAt);
  });

  it('is another model than the LSTM: neither stored under its name, nor taken for it', async () => {
    const { model } = await runJob(asking('lstm'), parts());
    const job = parts();
    const { model: own } = await runJob({ ...asking(network), model }, job);
    expect(job.states.length).toBeGreaterThan(0);
    expect(own?.trained.shape.network).toBe(network);
    expect(storeKey('up', asking(network))).not.toBe(storeKey('up', asking('lstm')));
  });

  it('ends when it is cancelled, within an epoch', async () => {
    const job = parts();
    const running = runJob(asking(network, 500), {
      ...job,
      onState: (state) => {
        job.onState(state);
        job.controller.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
    expect(job.states).toHaveLength(1);
  });

  it('learns nothing from what comes after the split', async () => {
    const { series, options } = asking(network);
    const weightsOf = async (change: (value: number, row: number) => number) => {
      const changed: Series = { ...series, values: series.values.map(change) };
      const set = createTrainingSet(changed, options, 'UTC');
      const { weights } = await train(await engines.use('cpu', network), set.shape, set, trainOptions(options));
      return { weights, from: toSlices(series, set.context.split).calibration.from };
    };
    const { weights, from } = await weightsOf((value) => value);
    expect((await weightsOf((value, row) => (row >= from ? 100 - value : value))).weights).toEqual(weights);
    expect((await weightsOf((value, row) => (row === 30 ? 100 - value : value))).weights).not.toEqual(weights);
  });
});
