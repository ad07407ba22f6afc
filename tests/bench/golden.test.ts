import { readFileSync } from 'node:fs';
import { TEST_ANCHOR } from '../workbench/scenarios';
import { demoPanels } from './demo';
import { GOLDEN_FILE, measureGolden, type Golden } from './golden';

const golden: Golden[] = JSON.parse(readFileSync(GOLDEN_FILE, 'utf8'));

test.each(demoPanels(TEST_ANCHOR).map((panel, i) => [panel.name, panel, golden[i]] as const))(
  '%s is forecast as it was (tests/bench/golden.json)',
  (_, panel, expected) => {
    const measured = measureGolden(panel);
    expect(measured.panel).toBe(expected.panel);
    expect(measured.anomalies).toEqual(expected.anomalies);
    for (const key of ['mae', 'naiveMae', 'coverage', 'first', 'last', 'width'] as const) {
      expect(Math.abs(measured[key] / expected[key] - 1)).toBeLessThan(1e-6);
    }
  },
  120_000
);
