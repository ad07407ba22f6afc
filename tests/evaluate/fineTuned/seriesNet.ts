import { originsOf, type FitRows } from '../../../src/core/history/fitRows';
import { createNetInput, LEAD_FEATURES, type NetInput } from '../../../src/core/networks/netFeatures';
import type { Sarx } from '../../../src/core/regression/sarx';
import { createStackedInput, STACKED_FEATURES, type Experts } from '../../../src/core/networks/stackedInput';
import { createRandom } from '../../../src/engine/model/random';
import { initialPretrained, type PretrainedLstm } from '../../../src/engine/pretrainedLstm/shape';
import { PRETRAINING_DEFAULTS, trainPretrained, type PretrainingOptions } from '../../pretrain/training/train';
import { createTrainingWindows, type TrainingWindows } from '../../pretrain/training/trainingWindows';
import { addWindow, drawLeads, TRAINED_LEADS } from '../../pretrain/training/drawWindow';

/** A network trained in the browser on one series alone: 12 k parameters, under 2 s. */
const SERIES_SHAPE = { layers: 1, hidden: 32, first: 48, second: 24 };
const SERIES_TRAINING = { ...PRETRAINING_DEFAULTS, steps: 200, batchSize: 64, learningRate: 5e-3 };

/** The pre-trained network carries on with one series, in small steps. */
const FINE_TUNING = { ...PRETRAINING_DEFAULTS, steps: 60, batchSize: 64, learningRate: 1e-3 };
/** Newest share of the windows, on which fine-tuning must show that it helps. */
const VALIDATION_SHARE = 0.2;

/** Windows of one series at most: each is seen a dozen times. */
const MAX_WINDOWS = 1000;

/** What both take; `rows` are those that the linear model was fitted on. */
export interface SeriesNetTask {
  sarx: Sarx;
  rows: FitRows;
  /** fitted on the same rows; the network sees them if it is given them */
  experts?: Experts;
  seed: number;
  signal?: AbortSignal;
}

/**
 * Trains a network on the forecasts of one series that were due in `rows`. Its inputs and its unit are those of the
 * linear model; undefined where less than a day of forecasts is due.
 * @throws ForecastFailure `cancelled`, `diverged`, `device-unavailable`
 */
export async function trainSeriesNet(task: SeriesNetTask): Promise<PretrainedLstm | undefined> {
  const [windows] = makeSeriesWindows(task, 0);
  return (
    windows &&
    train(
      initialPretrained({ ...SERIES_SHAPE, leadFeatures: windows.leadFeatures }, task.seed),
      windows,
      SERIES_TRAINING,
      task
    )
  );
}

/**
 * The pre-trained network after a few steps on one series: itself where those do not lower the loss on the newest
 * windows, which are not trained on. Throws as `trainSeriesNet`.
 */
export async function fineTune(net: PretrainedLstm, task: SeriesNetTask): Promise<PretrainedLstm> {
  const [windows, validation] = makeSeriesWindows(task, VALIDATION_SHARE);
  return windows && validation ? train(net, windows, FINE_TUNING, task, validation) : net;
}

function train(
  net: PretrainedLstm,
  windows: TrainingWindows,
  options: Omit<PretrainingOptions, 'seed'>,
  { seed, signal }: SeriesNetTask,
  validation?: TrainingWindows
): Promise<PretrainedLstm> {
  return trainPretrained(net, windows, { ...options, seed }, { signal, validation });
}

/** Windows to train on, and the newest share of them; between the two no target belongs to both. */
function makeSeriesWindows(
  { sarx, rows, experts, seed }: SeriesNetTask,
  share: number
): Array<TrainingWindows | undefined> {
  const { horizon, history, season } = sarx;
  const first = season.lags.length * (history.day ?? 1);
  const all = [...originsOf({ ...rows, end: rows.end - horizon }, first, horizon)];
  const count = Math.min(MAX_WINDOWS, all.length);
  const origins = Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);
  const border = share > 0 ? origins[Math.floor((1 - share) * count)] : Infinity;
  const inputOf = (origin: number, leads: Int32Array): NetInput =>
    experts ? createStackedInput(sarx, experts, origin, leads) : createNetInput(sarx, origin, leads);
  const random = createRandom(seed);
  const make = (some: number[]) => {
    const windows = createTrainingWindows(some.length, TRAINED_LEADS, experts ? STACKED_FEATURES : LEAD_FEATURES);
    for (const origin of some) {
      const leads = drawLeads(random, horizon);
      addWindow(windows, inputOf(origin, leads), sarx, origin, leads);
    }
    return some.length < MIN_WINDOWS ? undefined : windows;
  };
  return [
    make(origins.filter((origin) => origin + (share > 0 ? horizon : 0) < border)),
    make(origins.filter((origin) => origin >= border)),
  ];
}

/** Fewer say nothing. */
const MIN_WINDOWS = 24;
