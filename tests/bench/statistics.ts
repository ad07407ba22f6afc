/** Middle value; of an even number of values the upper of the middle two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** How many times faster, and how far the rounds of a run were from one another. */
export interface Ratio {
  /** of the medians */
  ratio: number;
  /** smallest and largest of the rounds */
  min: number;
  max: number;
}

/** Compares times that were taken in turns: entry i of both comes from round i. */
export function timesFaster(ours: readonly number[], others: readonly number[]): Ratio {
  const rounds = ours.map((time, i) => others[i] / time);
  return { ratio: median(others) / median(ours), min: Math.min(...rounds), max: Math.max(...rounds) };
}

/** Three digits: 0.00912, 4.71, 128. */
export function digits(value: number): string {
  const text = value.toPrecision(3);
  return text.includes('e') && Math.abs(value) >= 1 ? value.toFixed(0) : text;
}

export const times = ({ ratio }: Ratio) => `${digits(ratio)}x`;
export const spread = ({ min, max }: Ratio) => `${digits(min)}x to ${digits(max)}x`;
