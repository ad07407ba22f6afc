import { english } from '../../core/language/phrase';
import type { ModelContext } from '../../core/lstm/context';
import { ForecastFailure } from '../../core/options/errors';
import type { ForecastOptions } from '../../core/options/forecastOptions';
import type { ForecastResult } from '../../core/fitted/result';
import type { Device, Engine, ModelShape } from '../../engine/model/engine';
import { initialWeights } from '../../engine/model/lstm';
import { createReferenceEngine } from '../../engine/reference/reference';
import type { Engines } from '../../engine/devices/engines';
import { runJob } from './job';
import { choicesOf, HOUR, request } from '../../testing/jobKit';
import { makeFollower } from '../../testing/testSeries';
import { askedOf } from '../pinning';
import type { JobState, SavedModel } from '../protocol';
import { readPinned, writePinned } from '../storage/pinnedModel';
import { isSavedModel } from '../storage/savedModel';

/** Engines by device; all exist, and those in `broken` fail where the test says so. */
function engines(broken: Partial<Record<Device, 'start' | 'train' | 'diverge' | 'forecast'>> = {}) {
  const used: Device[] = [];
  const dropped: Device[] = [];
  const parts: Engines = {
    use: async (device) => {
      used.push(device);
      if (broken[device] === 'start') {
        throw lost(device);
      }
      return failAt(createReferenceEngine(), device, broken[device]);
    },
    drop: (device) => dropped.push(device),
  };
  return { ...parts, used, dropped };
}

function failAt(engine: Engine, device: Device, stage?: string): Engine {
  return {
    ...engine,
    async create(...args) {
      const network = await engine.create(...args);
      const fail = () => Promise.reject(lost(device));
      if (stage === 'train') {
        network.trainEpoch = fail;
      } else if (stage === 'diverge') {
        network.trainEpoch = async () => NaN;
      } else if (stage === 'forecast') {
        network.forecast = fail;
      }
      return network;
    },
  };
}
const lost = (device: Device) => new ForecastFailure({ kind: 'device-failed', device, message: 'device lost' });

function parts(available: Engines = engines()) {
  const controller = new AbortController();
  const states: JobState[] = [];
  return {
    engines: available,
    onState: (state: JobState) => void states.push(state),
    signal: controller.signal,
    now: () => Date.UTC(2026, 10, 20),
    controller,
    states,
  };
}

describe('runJob', () => {
  it('trains, forecasts beyond the origin and gives back a model that can be stored', async () => {
    const job = parts();
    const { result, model } = await runJob(request(), job);
    const { series } = request();
    const origin = series.start + 239 * HOUR * 1000;
    expect(Array.from(result.forecast.times)).toEqual([1, 2, 3].map((lead) => origin + lead * HOUR * 1000));
    expect(result.forecast.intervals.map(({ level }) => level)).toEqual([0.8, 0.95]);
    expect(result.forecast.point.every((value) => value > 20 && value < 80)).toBe(true);
    expect(isSavedModel(model)).toBe(true);
    expect(model).toMatchObject({ origin, trainedAt: job.now(), device: 'cpu', deviceReason: 'cpu comes next' });
    expect(result.report.training).toMatchObject({ device: 'cpu', epochs: 3, windows: model?.windows });
    expect(result.report.accuracy.map(({ source }) => source)).toEqual(
      expect.arrayContaining(['blend', 'lstm', 'pretrained', 'seasonal-naive', 'linear', 'last-value'])
    );
    expect(job.states.at(-1)).toMatchObject({ kind: 'training', device: 'cpu', progress: { epoch: 3, epochs: 3 } });
  });

  it('first tells what can be forecast without training, and does not where a model is at hand', async () => {
    const told: ForecastResult[] = [];
    const onPreliminary = (result: ForecastResult) => void told.push(result);
    const { result, model } = await runJob(request(), { ...parts(), onPreliminary });
    expect(told).toHaveLength(1);
    expect(told[0].report).toMatchObject({ source: 'blend', origin: result.report.origin });
    expect(told[0].report.training).toBeUndefined();
    expect(told[0].report.accuracy.map(({ source }) => source)).toContain('pretrained');
    await runJob({ ...request(), model }, { ...parts(), onPreliminary });
    expect(told).toHaveLength(1);
  });

  it('trains nothing where no training is asked for', async () => {
    const job = parts();
    const { result, model } = await runJob({ ...request(), isUntrained: true }, job);
    expect(model).toBeUndefined();
    expect(job.states).toEqual([]);
    expect(result.report).toMatchObject({ source: 'blend' });
    expect(result.report.training).toBeUndefined();
  });

  it('goes on without pre-trained networks', async () => {
    const { result } = await runJob(request(), { ...parts(), networks: async () => [] });
    const sources = result.report.accuracy.map(({ source }) => source);
    expect(sources).not.toContain('pretrained');
    expect(sources).toContain('lstm');
  });

  it('makes the same forecast of the same request', async () => {
    const [first, second] = await Promise.all([runJob(request(), parts()), runJob(request(), parts())]);
    expect(second).toEqual(first);
  });

  it('survives a structured clone and IndexedDB: plain data only', async () => {
    const response = await runJob(request(), parts());
    expect(JSON.stringify(structuredClone(response))).toBe(JSON.stringify(response));
  });

  // As many as the longest horizon has at half an hour, and the default one at a minute: two seconds at most, more
  // where other tests share the processor.
  it.each([
    [336, 1800, 168 * HOUR],
    [360, 60, 6 * HOUR],
  ])(
    'trains %i lead times at once',
    async (leads, step, horizon) => {
      const long = request({ horizon, epochs: 2 }, 1440);
      long.series = { ...long.series, step };
      const { result, model } = await runJob(long, parts());
      expect(model?.trained.shape.outputs).toBe(leads);
      expect(result.forecast.times).toHaveLength(leads);
      expect(result.forecast.point.every((value) => value > 20 && value < 80)).toBe(true);
    },
    120_000
  );

  describe('with a model', () => {
    it('trains nothing, and forecasts from the new origin', async () => {
      const { model } = await runJob(request(), parts());
      const job = parts();
      const refreshed = await runJob({ ...request({}, 245), model }, job);
      expect(job.states).toEqual([]);
      expect(refreshed.model).toEqual(model);
      expect(refreshed.result.report.origin).toBe(model!.origin + 5 * HOUR * 1000);
      expect(refreshed.result.report.training).toMatchObject({ seconds: model!.seconds, windows: model!.windows });
    });

    it('says that the series has left it, where the points since its training did, and of a new one nothing', async () => {
      const { model } = await runJob(request(), parts());
      const moved = request({}, 264);
      moved.series.values.forEach((value, i, all) => i >= 240 && i % 4 < 3 && (all[i] = value + 60));
      const { report } = (await runJob({ ...moved, model }, parts())).result;
      expect(report.drift).toMatchObject({ kind: 'misses', points: 24, level: 0.95 });
      const steady = await runJob({ ...request({}, 264), model }, parts());
      expect(steady.result.report.drift).toBeUndefined();
      expect((await runJob(moved, parts())).result.report.drift).toBeUndefined();
    });

    it('tells what it goes by where that is asked, and of none nothing, without a training', async () => {
      const { model, importance: unasked } = await runJob(request(), parts());
      const job = parts();
      const { importance, result } = await runJob({ ...request(), model, isExplained: true }, job);
      expect(unasked).toBeUndefined();
      expect(importance![0].term.kind).toMatch(/^days|^weekdays/);
      expect(result.report.training).toMatchObject({ epochs: 3 });
      const without = await runJob({ ...request(), isExplained: true }, job);
      expect(without.importance).toBeUndefined();
      expect(without.model).toBeUndefined();
      expect(job.states).toEqual([]);
    });

    it('goes by the covariate that drives its series', async () => {
      const { cpu, requests } = makeFollower(12, 2, 0, 3);
      const asked = {
        ...request({ horizon: HOUR, hidden: 8, epochs: 20, covariates: ['requests'] }),
        series: cpu,
        covariates: [{ ...requests, name: 'requests' }],
      };
      const { model } = await runJob(asked, parts());
      const { importance } = await runJob({ ...asked, model, isExplained: true }, parts());
      expect(importance![0].term).toEqual({ kind: 'covariate', name: 'requests' });
      expect(importance![0].share).toBeGreaterThan(0.3);
    }, 120_000);

    it('puts it on the device once, without targets, however many passes an incident takes', async () => {
      const troubled = request();
      troubled.series.values.fill(200, 205, 208);
      const { model } = await runJob(troubled, parts());
      const engine = createReferenceEngine();
      const create = jest.spyOn(engine, 'create');
      const networks: jest.SpyInstance[] = [];
      create.mockImplementation(async (...args) => {
        const network = await createReferenceEngine().create(...args);
        networks.push(jest.spyOn(network, 'forecast'), jest.spyOn(network, 'dispose'));
        return network;
      });
      await runJob({ ...troubled, model }, parts({ ...engines(), use: async () => engine }));
      const [forecast, dispose] = networks;
      expect(networks).toHaveLength(2);
      expect(forecast).toHaveBeenCalled();
      expect(dispose).toHaveBeenCalledTimes(1);
      expect(create.mock.calls[0][2].targets).toHaveLength(0);
    });

    it('forecasts as it did when it was trained', async () => {
      const { model, result } = await runJob(request(), parts());
      const again = await runJob({ ...request(), model }, parts());
      expect(again.result).toEqual(result);
    });

    it.each<[string, Partial<ForecastOptions>]>([
      ['sequence length', { sequenceLength: 8 }],
      ['hidden units', { hidden: 5 }],
      ['layers', { layers: 2 }],
      ['horizon', { horizon: 2 * HOUR }],
    ])('trains when the %s is another', async (_, change) => {
      const { model } = await runJob(request(), parts());
      const job = parts();
      await runJob({ ...request(change), model }, job);
      expect(job.states.length).toBeGreaterThan(0);
    });

    it('that was pinned to a dashboard forecasts without training, nearly what it forecast before', async () => {
      const { model, result } = await runJob(request(), parts());
      const job = parts();
      const pinned = readPinned(writePinned({ ...model!, asked: askedOf(request()) }));
      const again = await runJob({ ...request(), model: pinned }, job);
      expect(job.states).toEqual([]);
      const [width] = result.forecast.intervals.map(({ upper, lower }) => upper[0] - lower[0]);
      const differences = result.forecast.point.map((value, h) => Math.abs(again.result.forecast.point[h] - value));
      expect(Math.max(...differences)).toBeLessThan(0.05 * width);
      expect(Math.max(...differences)).toBeGreaterThan(0);
    });

    it.each<[string, (model: SavedModel) => SavedModel]>([
      ['the stored context is not one', (model) => ({ ...model, context: { version: 'x' } })],
      ['its scaler is gone', (model) => ({ ...model, context: { ...contextOf(model), scaler: null } })],
      ['its linear base is another', (model) => ({ ...model, context: withBase(model, { seasonal: 'x' }) })],
      [
        'its network has another shape',
        (model) => ({ ...model, trained: modelOf({ ...model.trained.shape, features: 2 }) }),
      ],
      [
        'its network has other lead times',
        (model) => ({ ...model, trained: modelOf({ ...model.trained.shape, outputs: 2 }) }),
      ],
    ])('trains when %s', async (_, change) => {
      const { model, result } = await runJob(request(), parts());
      const job = parts();
      const again = await runJob({ ...request(), model: change(model!) }, job);
      expect(job.states.length).toBeGreaterThan(0);
      expect(again.result).toEqual(result);
    });

    it('reports a fault that a fresh model has too', async () => {
      const job = parts({ ...engines(), use: () => Promise.reject(new Error('no devices')) });
      await expect(runJob(request(), job)).rejects.toThrow('no devices');
    });

    const contextOf = (model: SavedModel) => model.context as ModelContext;
    const withBase = (model: SavedModel, change: object) => ({
      ...contextOf(model),
      linearBase: { ...contextOf(model).linearBase, ...change },
    });
    const modelOf = (shape: ModelShape) => ({
      ...{ shape, weights: initialWeights(shape, 1) },
      ...{ epochs: 1, bestEpoch: 1, validationLoss: 1 },
    });
  });

  describe('cancellation', () => {
    it('stops training', async () => {
      const job = parts();
      const onState = (state: JobState) => {
        job.onState(state);
        job.controller.abort();
      };
      const running = runJob(request({ epochs: 500, patience: 100 }), { ...job, onState });
      await expect(running).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
      expect(job.states).toHaveLength(1);
    });

    it('stops before a device is touched', async () => {
      const available = engines();
      const job = parts(available);
      job.controller.abort();
      await expect(runJob(request(), job)).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
      expect(available.used).toEqual([]);
    });
  });

  describe('devices', () => {
    it('goes on with the next one when one does not start or fails, and says so', async () => {
      const available = engines({ webgpu: 'start', wasm: 'train' });
      const choices = choicesOf('webgpu', 'wasm', 'cpu');
      const { result, model } = await runJob({ ...request(), choices }, parts(available));
      expect(available.used).toEqual(['webgpu', 'wasm', 'cpu']);
      expect(available.dropped).toEqual(['webgpu', 'wasm']);
      expect(model?.device).toBe('cpu');
      expect(english(result.report.notes[0])).toBe(
        'WebGPU failed (device lost), WASM failed (device lost), so CPU took over.'
      );
      expect(result.report.notes.map(english).filter((note) => note.includes('failed'))).toHaveLength(1);
    });

    it('keeps what was trained when the device fails after that', async () => {
      const job = parts(engines({ webgl: 'forecast' }));
      const { model } = await runJob({ ...request(), choices: choicesOf('webgl', 'cpu') }, job);
      expect(model?.device).toBe('webgl');
      expect(job.states.every((state) => state.kind === 'training' && state.device === 'webgl')).toBe(true);
    });

    it('fails with the last failure when no device works', async () => {
      const job = parts(engines({ wasm: 'train', cpu: 'train' }));
      await expect(runJob({ ...request(), choices: choicesOf('wasm', 'cpu') }, job)).rejects.toMatchObject({
        detail: { kind: 'device-failed', device: 'cpu' },
      });
    });

    it("does not try others when the fault is not the device's", async () => {
      const available = engines({ wasm: 'diverge' });
      const choices = choicesOf('wasm', 'cpu');
      await expect(runJob({ ...request(), choices }, parts(available))).rejects.toMatchObject({
        detail: { kind: 'diverged' },
      });
      expect(available.used).toEqual(['wasm']);
    });
  });

  describe('a series an LSTM cannot learn', () => {
    it('gets the blend without one where there is enough for that', async () => {
      const long: Partial<ForecastOptions> = { sequenceLength: 120 };
      const available = engines();
      const { result, model } = await runJob(request(long, 150), parts(available));
      expect(result.report.source).toBe('blend');
      expect(result.report.accuracy.map(({ source }) => source)).not.toContain('lstm');
      expect(result.forecast.point).toHaveLength(3);
      expect(model).toBeUndefined();
      expect(available.used).toEqual([]);
    });

    it('is forecast as it is when it is constant', async () => {
      const constant = request();
      constant.series.values.fill(7);
      const { result, model } = await runJob(constant, parts());
      expect(result.report.source).toBe('constant');
      expect(Array.from(result.forecast.point)).toEqual([7, 7, 7]);
      expect(model).toBeUndefined();
    });

    it('fails with what is missing when there is too little for that too', async () => {
      await expect(runJob(request({}, 10), parts())).rejects.toMatchObject({
        detail: { kind: 'too-little-history', got: 10, step: HOUR },
      });
    });

    it('fails when no value is known', async () => {
      const unknown = request();
      unknown.series.values.fill(NaN);
      await expect(runJob(unknown, parts())).rejects.toMatchObject({ detail: { kind: 'no-values' } });
    });
  });
});
