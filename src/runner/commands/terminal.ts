/** The place that a command writes to; tests bring their own. */
export interface Terminal {
  /** results */
  print(line: string): void;
  /** progress and problems */
  log(line: string): void;
}

/** The process's own: results go to standard output, so that they can be piped, all else to standard error. */
export const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  log: (line) => void process.stderr.write(`${line}\n`),
};

/** Rows as a table of aligned columns, the first row its head. */
export function table(rows: string[][]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd()
  );
}

const BLOCKS = '▁▂▃▄▅▆▇█';

/** Values as one line of blocks, at most `width` of them; gaps are spaces. */
export function sparkline(values: ArrayLike<number>, width: number): string {
  const count = Math.min(width, values.length);
  const cells = Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]);
  const known = cells.filter((value) => !Number.isNaN(value));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const share = (value: number) => (high > low ? (value - low) / (high - low) : 0.5);
  return cells
    .map((value) => (Number.isNaN(value) ? ' ' : BLOCKS[Math.round(share(value) * (BLOCKS.length - 1))]))
    .join('');
}
