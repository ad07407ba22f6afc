import { type NetworkChannel, stepOf } from '../../core/channels';
import { createTensorKernels } from '../pretrainedLstm';
import type { Build } from '../wasm';
import { createStreamView, LEADS } from './features';
import { AnomalyLstmState } from './anomalyLstmState';
import { MIN_ROWS, AnomalyLstmTrainer } from './trainer';

const FIRST = { steps: 150, learningRate: 5e-3 };
const AGAIN = { steps: 30, learningRate: 2e-3 };
/** The network learns anew whenever the history has grown by a quarter. */
const GROWTH = 1.25;

/**
 * The LSTM of the anomaly detector: a small network that learns the rows of the warm-up, then goes along the stream and
 * learns on as that grows. Its errors one and six rows ahead are what it finds strange. Strictly causal after the
 * warm-up; the same seed and build give the same errors.
 *
 * Parameters as measured on labelled series: 16 units, windows of 48 rows, Student-t likelihood, Adam.
 * @throws ForecastFailure `device-unavailable` without WASM or SIMD, or where a policy forbids WASM
 */
export async function createAnomalyLstm(seed: number, builds?: readonly Build[]): Promise<NetworkChannel> {
  const kernels = await createTensorKernels(builds);
  return (z, times, warmUp) => {
    const errors = LEADS.map(() => new Float64Array(z.length).fill(NaN));
    const [short, long] = errors;
    if (warmUp < MIN_ROWS || z.length < warmUp) {
      return { short, long };
    }
    const view = createStreamView(z, times, stepOf(times.subarray(0, warmUp)));
    const trainer = new AnomalyLstmTrainer(kernels, seed);
    const stream = new AnomalyLstmState();
    let learned = warmUp;
    trainer.train(view, warmUp, FIRST.steps, FIRST.learningRate);
    let weights = trainer.weights();
    for (let row = 0; row < z.length; row++) {
      if (row >= GROWTH * learned) {
        learned = row;
        trainer.train(view, row, AGAIN.steps, AGAIN.learningRate);
        weights = trainer.weights();
      }
      stream.advance(view, row, weights);
      LEADS.forEach((ahead, lead) => {
        const target = row + ahead;
        if (target < z.length && view.isDue[lead][row] === 1) {
          const mean = trainer.head.mean(lead, view, row, stream.state, 0);
          errors[lead][target] = Math.abs(view.values[target] - mean);
        }
      });
    }
    return { short, long };
  };
}
