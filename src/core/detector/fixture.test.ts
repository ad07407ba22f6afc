import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { autoregression } from '../channels/autoregression';
import { alertRows } from './incidents';
import { level } from '../channels/level';
import { likelihoodOf } from './likelihood';
import { prepare } from '../channels/prepare';
import { stepOf } from '../channels/samples';
import { seasonProfile } from '../channels/seasonProfile';

interface Reference {
  prob: number;
  stride: number;
  ar: number[];
  season: number[];
  level: number[];
  alerts_noLSTM_tau8_6: number[];
}

const data = process.env.PRESAGE_DATA ?? '';
const file = path.join(data, 'detector_fixture.json');
const hasData = data !== '' && existsSync(file);

(hasData ? test : test.skip)(
  `likelihoods and alerts of the reference are reproduced${hasData ? '' : ' (not run: PRESAGE_DATA names no folder with detector_fixture.json)'}`,
  () => {
    const references: Record<string, Reference> = JSON.parse(readFileSync(file, 'utf8'));
    expect(Object.keys(references)).toHaveLength(3);
    for (const [name, reference] of Object.entries(references)) {
      const rows = readFileSync(path.join(data, 'nab/data', name), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1);
      const samples = {
        times: Float64Array.from(rows, (row) => Date.parse(`${row.split(',')[0].replace(' ', 'T')}Z`)),
        values: Float64Array.from(rows, (row) => Number(row.split(',')[1])),
      };
      // The reference measures the step over the whole series, which is to look ahead, and knows no gaps.
      const input = { ...prepare(samples, reference.prob).input, step: stepOf(samples.times) };
      // Nor does it bound what one error teaches.
      const likelihoods = [
        likelihoodOf(autoregression(input, 0.999, Infinity).errors, 3, reference.prob, input.mask, Infinity),
        likelihoodOf(seasonProfile(input).errors, 10, reference.prob, input.mask, Infinity),
        likelihoodOf(level(input).errors, 10, reference.prob, input.mask, Infinity),
      ];
      [reference.ar, reference.season, reference.level].forEach((theirs, channel) =>
        theirs.forEach((value, i) =>
          expect(Math.abs(likelihoods[channel][i * reference.stride] - value)).toBeLessThan(1e-5)
        )
      );
      const total = likelihoods[0].map((_, t) => likelihoods.reduce((sum, likelihood) => sum + likelihood[t], 0));
      const rules = { threshold: 8.6, coolDown: 0.1 * reference.prob, habituation: 0.2 };
      expect(alertRows(total, rules)).toEqual(reference.alerts_noLSTM_tau8_6);
    }
  }
);
