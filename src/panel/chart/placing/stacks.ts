import type { Placeable } from './placed';

/** Two neighbours of a stack, by their index. */
export interface StackPair {
  upper: number;
  lower: number;
  /** the stack grows down, as its series are negative */
  isDown: boolean;
}

/** Series that lie on each other, from the axis on. */
interface Stack {
  members: number[];
  isDown: boolean;
}

/** The stacks of what is shown, each of one name and scale; negative series grow down from the axis. */
export function stacksOf(series: readonly Placeable[]): Stack[] {
  const stacks = new Map<string, Stack>();
  series.forEach(({ stack, scaleKey, isHidden, live }, index) => {
    if (stack === undefined || isHidden) {
      return;
    }
    const isDown = live.values.reduce((sum, value) => sum + (value || 0), 0) < 0;
    const key = JSON.stringify([scaleKey, stack, isDown]);
    const found = stacks.get(key);
    if (found) {
      found.members.push(index);
    } else {
      stacks.set(key, { members: [index], isDown });
    }
  });
  return [...stacks.values()];
}

/** The neighbours of every stack: the area of each series ends at the one that it lies on. */
export function stackPairs(series: readonly Placeable[]): StackPair[] {
  return stacksOf(series).flatMap(({ members, isDown }) =>
    members.slice(1).map((upper, i) => ({ upper, lower: members[i], isDown }))
  );
}
