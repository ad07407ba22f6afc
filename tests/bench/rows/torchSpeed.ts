import { CONFIGURATIONS, type ConfigurationName } from '../configurations';
import { findTorch, NO_TORCH, runPython } from '../processes';
import type { Row } from '../row';
import { digits, median, timesFaster } from '../statistics';

const PROCESSES = 7;
const TARGETS: Record<ConfigurationName, number> = { A: 1, B: 0.75, C: 0.62, D: 1.7 };
const NAMES = Object.keys(TARGETS) as ConfigurationName[];

export const torchSpeed: Row = {
  id: 'T2',
  what: 'speed against PyTorch on the CPU, 1 thread',
  target: NAMES.map((name) => `${name} >= ${TARGETS[name]}`).join(', '),
  async run(laboratory) {
    const torch = await findTorch();
    if (!torch) {
      return { why: NO_TORCH };
    }
    const ours = NAMES.map(() => [] as number[]);
    const theirs = NAMES.map(() => [] as number[]);
    let engine = '';
    // Every process starts anew, and the two take turns: neither has a quiet minute to itself.
    for (let process = 0; process < PROCESSES; process++) {
      const steps = await runPython<Record<ConfigurationName, number>>('steps.py', JSON.stringify(CONFIGURATIONS));
      for (const [i, configuration] of NAMES.entries()) {
        const answer = await laboratory.inNode('timeSteps', { device: 'wasm', configuration, rounds: 5 });
        ours[i].push(median(answer.ours));
        theirs[i].push(steps[configuration]);
        engine = answer.engine;
      }
    }
    const ratios = NAMES.map((name, i) => ({ name, ...timesFaster(ours[i], theirs[i]) }));
    const each = (text: (i: number) => string) => NAMES.map((name, i) => `${name} ${text(i)}`).join(', ');
    return {
      measured: each((i) => digits(ratios[i].ratio)),
      isMet: ratios.every(({ name, ratio }) => ratio >= TARGETS[name]),
      spread: each((i) => `${digits(ratios[i].min)} to ${digits(ratios[i].max)}`),
      where: [
        `Node with relaxed SIMD, ${engine}; PyTorch ${torch}; ${PROCESSES} processes of each in turns`,
        `ms a step, ours against PyTorch: ${each((i) => `${digits(median(ours[i]))} / ${digits(median(theirs[i]))}`)}`,
      ].join('; '),
      figures: { torch, ours, theirs, ratios },
    };
  },
};
