/** `npx tsx tests/bench/writeGolden.ts`: takes what the blend makes of the demo's scenarios now for what is right. */
import { writeFileSync } from 'node:fs';
import { TEST_ANCHOR } from '../workbench/scenarios';
import { demoPanels } from './demo';
import { GOLDEN_FILE, measureGolden } from './golden';

writeFileSync(GOLDEN_FILE, `${JSON.stringify(demoPanels(TEST_ANCHOR).map(measureGolden), null, 2)}\n`);
