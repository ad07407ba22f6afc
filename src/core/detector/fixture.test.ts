import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { alertRows, defaultRules } from './incidents';
import { scoreSamples } from './scoreSamples';

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
      const { likelihood, channels } = scoreSamples(samples, { preset: 'sustained', warmUp: reference.prob });
      const expectSame = (ours: Float64Array | undefined, theirs: number[]) =>
        theirs.forEach((value, i) =>
          expect(Math.abs((ours?.[i * reference.stride] ?? NaN) - value)).toBeLessThan(1e-5)
        );
      expectSame(channels.autoregression, reference.ar);
      expectSame(channels.season, reference.season);
      expectSame(channels.level, reference.level);
      const rules = { ...defaultRules('sustained', reference.prob, 1, false), threshold: 8.6 };
      expect(alertRows(likelihood, rules)).toEqual(reference.alerts_noLSTM_tau8_6);
    }
  }
);
