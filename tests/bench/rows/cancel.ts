import type { Device } from '../../../src/engine/model/engine';
import { attempt, type NotRun, type Row } from '../row';
import { digits } from '../statistics';

const LIMIT_MS = 100;
const ROUNDS = 9;
const DEVICES: readonly Device[] = ['wasm', 'webgpu', 'cpu', 'webgl'];
/** Without a GPU a single step of WebGL takes longer than the limit. */
const NOT_JUDGED: Device = 'webgl';

export const cancel: Row = {
  id: 'cancel',
  what: 'A: an epoch that is cancelled ends, slowest of WASM, WebGPU and processor',
  target: '<= 100 ms',
  async run(laboratory) {
    const all: Array<{ device: Device; outcome: number[] | NotRun }> = [];
    for (const device of DEVICES) {
      const question = { device, configuration: 'A', rounds: ROUNDS } as const;
      all.push({ device, outcome: await attempt(() => laboratory.inBrowser('measureCancel', question)) });
    }
    const measured = all.flatMap(({ device, outcome }) => ('why' in outcome || device === NOT_JUDGED ? [] : outcome));
    const slowest = Math.max(...measured);
    return {
      measured: `${digits(slowest)} ms`,
      isMet: slowest <= LIMIT_MS,
      spread: all.map(({ device, outcome }) => `${device} ${text(outcome)}`).join('; '),
      where:
        'Chromium, worker; WebGPU and WebGL on the adapter of the other rows, where a step of WebGL takes a tenth of a second. The page does not wait for it: a job is cancelled for the user at once, and a worker that does not let go in 100 ms is ended',
      figures: Object.fromEntries(all.map(({ device, outcome }) => [device, outcome])),
    };
  },
};

const text = (outcome: number[] | NotRun) =>
  'why' in outcome
    ? `not measured: ${outcome.why}`
    : `${digits(Math.min(...outcome))} to ${digits(Math.max(...outcome))} ms`;
