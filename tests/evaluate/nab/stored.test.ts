import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readStoredFiles } from '../nab';
import { readFolder } from './folder';
import { PROFILES, worth, probation } from './score';
import { bestOfScores, scoreAt } from './sweep';

const folder = path.join(process.env.PRESAGE_DATA ?? '', 'nab');
const hasData = Boolean(process.env.PRESAGE_DATA) && existsSync(path.join(folder, 'results'));

(hasData ? test : test.skip)(
  `the sweep over stored scores agrees with scoring at the threshold it chose${hasData ? '' : ' (not run: PRESAGE_DATA names no folder with nab/results)'}`,
  () => {
    const stored = readStoredFiles(folder, readFolder(folder)) ?? [];
    expect(stored.length).toBeGreaterThan(0);
    for (const profile of PROFILES) {
      const { threshold, score } = bestOfScores(stored, profile);
      expect(scoreAt(stored, threshold, profile)).toBeCloseTo(score, 8);
    }
  }
);

(hasData ? test : test.skip)(
  `the stored S(t) columns are reproduced row by row${hasData ? '' : ' (not run: PRESAGE_DATA names no folder with nab/results)'}`,
  () => {
    const files = readFolder(folder);
    const stored = readStoredFiles(folder, files) ?? [];
    expect(stored).toHaveLength(files.length);
    let compared = 0;
    files.forEach(({ category, name, windows, times }, f) => {
      const file = path.join(folder, 'results', 'windowedGaussian', category, `windowedGaussian_${name}`);
      const [header, ...rows] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
      for (const profile of PROFILES) {
        const column = header.split(',').indexOf(`S(t)_${profile.name}`);
        // A hit or a miss is noted at the window's first row.
        const expected = new Float64Array(rows.length);
        windows.forEach(([first]) => (expected[first] = -profile.miss));
        for (const row of stored[f].alerts(1).filter((alert) => alert >= probation(times.length))) {
          const { value, window } = worth(row, windows);
          const at = window < 0 ? row : windows[window][0];
          expected[at] = window < 0 ? profile.falseAlert * value : Math.max(expected[at], value);
        }
        rows.forEach((row, at) => {
          const given = Number(row.split(',')[column]);
          compared++;
          if (Math.abs(given - expected[at]) > 1e-6) {
            throw new Error(`${name} ${profile.name} row ${at}: ${expected[at]}, stored ${given}`);
          }
        });
      }
    });
    expect(compared).toBeGreaterThan(0);
  }
);
