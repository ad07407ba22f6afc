import { forecastBaseline } from '../../../src/core/fitted/baselineForecast';
import { runJob } from '../../../src/worker/thread/job';
import { createWasmEngine } from '../../../src/engine/wasm/wasm';
import { createRehearsal } from '../../../src/panel/history/rehearse';
import { TEST_ANCHOR } from '../../workbench/scenarios';
import { demoPanels } from '../demo';

const STEP = 600;

/** ms to what a panel shows of a series: before anything is trained, blended without its LSTM, and with it. */
export interface Answers {
  points: number;
  baseline: number[];
  preliminary: number[];
  final: number[];
}

/**
 * ms to the first answer of a worker that has compiled nothing, and of one in which a panel's made-up values were
 * forecast first, as they are while the data source answers.
 */
export async function timeFirstAnswer({ isRehearsed }: { isRehearsed: boolean }): Promise<number> {
  const [{ series, options, thresholds }] = demoPanels(TEST_ANCHOR, STEP);
  if (isRehearsed) {
    createRehearsal((run) => run())(forecastBaseline);
  }
  const began = performance.now();
  forecastBaseline(series, options, thresholds);
  return performance.now() - began;
}

/** The demo's CPU of 30 days at 10 min with the default options, as the worker forecasts it: a first time, and again. */
export async function timeAnswers({ rounds }: { rounds: number }): Promise<Answers> {
  const [{ series, options, thresholds }] = demoPanels(TEST_ANCHOR, STEP);
  const answers: Answers = { points: series.values.length, baseline: [], preliminary: [], final: [] };
  const engine = await createWasmEngine();
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    forecastBaseline(series, options, thresholds);
    answers.baseline.push(performance.now() - began);
    const asked = performance.now();
    await runJob(
      { series, options, thresholds, timeZone: 'UTC', choices: [{ device: 'wasm', reason: 'chosen by the bench' }] },
      {
        engines: { use: async () => engine, drop: () => {} },
        onState: () => {},
        onPreliminary: () => answers.preliminary.push(performance.now() - asked),
        signal: new AbortController().signal,
        now: Date.now,
      }
    );
    answers.final.push(performance.now() - asked);
  }
  engine.dispose();
  return answers;
}
