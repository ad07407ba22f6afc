import { createWatcher } from '../../../src/core/rarity';
import type { Row } from '../row';
import { digits, median } from '../statistics';

const TARGET_US = 50;
const STEP = 60;
const PER_DAY = 1440;
const DAYS = 10;
const WARM_UP = 2 * PER_DAY;
const ROUNDS = 7;

/** A day's course with a ripple that never comes again: no branch is taken always. */
const valueAt = (row: number) => 50 + 20 * Math.sin((2 * Math.PI * row) / PER_DAY) + 3 * Math.sin(row * row);

/** Microseconds of processor time that the calibrated detector takes for a sample of one series. */
function measure(): number {
  const watcher = createWatcher(STEP, WARM_UP);
  let row = 0;
  for (; row <= WARM_UP; row++) {
    watcher.push(1000 * STEP * row, valueAt(row));
  }
  const began = process.cpuUsage();
  for (; row < DAYS * PER_DAY; row++) {
    watcher.push(1000 * STEP * row, valueAt(row));
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / (DAYS * PER_DAY - WARM_UP);
}

export const detection: Row = {
  id: 'detection',
  what: 'the calibrated detector, one more sample of a series at 1 min',
  target: `<= ${TARGET_US} us`,
  async run() {
    measure();
    const rounds = Array.from({ length: ROUNDS }, measure);
    const middle = median(rounds);
    const share = (1000 * middle) / (STEP * 1e6);
    return {
      measured: `${digits(middle)} us`,
      isMet: middle <= TARGET_US,
      spread: `${digits(Math.min(...rounds))} to ${digits(Math.max(...rounds))} us`,
      where: `Node, processor time; 1,000 such series take ${digits(100 * share)} % of a core`,
      figures: { rounds },
    };
  },
};
