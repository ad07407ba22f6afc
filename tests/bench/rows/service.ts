import path from 'node:path';
import { root } from '../../tools/install.mjs';
import type { Fleet } from '../fleet';
import { runProcess } from '../processes';
import { attempt, type Row } from '../row';
import { digits, median } from '../statistics';

const SERIES_AN_HOUR = 10_000;
const MEGABYTES = 200;
const FITS = 48;
const COPIES = 300;
const ROUNDS = 5;
const PEER_SERIES = 4;
/** Names the Python that has statsforecast. */
const PYTHON = process.env.PEER_PYTHON ?? 'python3';

/** Answer of `peers/fleet.py`. */
interface Peer {
  version: string;
  series: number;
  seconds: number;
  busy: number;
}

export const service: Row = {
  id: 'service',
  what: 'the runner without trained LSTMs, 30 days at 10 min: series fitted an hour on all cores; memory of 1,000 series',
  target: `>= ${SERIES_AN_HOUR}; < ${MEGABYTES} MB`,
  async run() {
    await runProcess(process.execPath, [path.join(root, 'tests/tools/runner.mjs')]);
    const script = path.join(root, 'tests/bench/fleet.ts');
    const args = ['--import', 'tsx', script, ...[FITS, COPIES, ROUNDS].map(String)];
    const fleet = JSON.parse(await runProcess(process.execPath, args)) as Fleet;
    const peer = await attempt(async () => {
      const script = path.join(root, 'tests/bench/peers/fleet.py');
      return JSON.parse(await runProcess(PYTHON, [script, String(PEER_SERIES)])) as Peer;
    });
    const perHour = (3600 * fleet.fits) / fleet.all;
    const megabytes = (1000 * fleet.bytes) / 1e6;
    const score = median(fleet.scores);
    const beside =
      'why' in peer
        ? `no peer: PEER_PYTHON names no Python with statsforecast (pip install statsforecast): ${peer.why}`
        : `statsforecast ${peer.version} (MSTL, AutoETS, intervals) ${digits((3600 * peer.series) / peer.seconds)} series an hour, so ours ${digits((perHour * peer.seconds) / 3600 / peer.series)}x; processor time ${digits(peer.busy / peer.series)} s a series, so ours ${digits((peer.busy * fleet.fits) / peer.series / fleet.busy)}x`;
    return {
      measured: `${perHour.toFixed(0)}; ${megabytes.toFixed(0)} MB`,
      isMet: perHour >= SERIES_AN_HOUR && megabytes < MEGABYTES,
      where:
        `Node, ${fleet.threads} threads, ${fleet.fits} series; first answer ${digits(fleet.first)} s after the start; processor time ${digits(fleet.busy / fleet.fits)} s a fit; ` +
        `one more sample of a series scored in ${digits(score)} ms of it, so ${(60_000 / score).toFixed(0)} series a minute; ` +
        `heap and buffers of ${COPIES} series after a collection; ${beside}`,
      figures: { fleet, peer },
    };
  },
};
