/** A series in a row of its own. */
export interface Strip {
  title: string;
  /** ms, rising */
  times: ArrayLike<number>;
  /** NaN where missing */
  values: ArrayLike<number>;
  /** stretches of time behind the line */
  shades?: ReadonlyArray<{ from: number; to: number; colour: string }>;
  /** moments above the line */
  marks?: ReadonlyArray<{ at: number; colour: string }>;
  /** other lines on the same axes, and bands, drawn first */
  lines?: ReadonlyArray<{ times: ArrayLike<number>; values: ArrayLike<number>; colour: string }>;
  bands?: ReadonlyArray<{
    times: ArrayLike<number>;
    lower: ArrayLike<number>;
    upper: ArrayLike<number>;
    colour: string;
  }>;
}

const WIDTH = 960;
const [LEFT, RIGHT, TOP] = [56, 12, 44];
const [HEIGHT, TITLE, GAP] = [76, 18, 16];
const COLUMNS = 860;
const INK = '#24292f';
const FAINT = '#6e7781';
/** Share of the values left out at each end of the axis, so that one spike does not make a line of the rest. */
const BEYOND = 0.0005;

/** A sheet of strips under each other as SVG, with a line of words and a key above: no script, no font of its own. */
export function drawSheet(
  title: string,
  key: ReadonlyArray<{ text: string; colour: string }>,
  strips: readonly Strip[]
): string {
  const pitch = TITLE + HEIGHT + GAP;
  const height = TOP + strips.length * pitch;
  let x = LEFT;
  const keys = key.map(({ text, colour }) => {
    const entry = `<rect x="${x}" y="26" width="10" height="10" fill="${colour}"/>${label(x + 14, 35, text, FAINT)}`;
    x += 26 + 6.2 * text.length;
    return entry;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`,
    ` font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>`,
    label(LEFT, 16, title, INK),
    ...keys,
    ...strips.map((strip, i) => drawStrip(strip, TOP + i * pitch)),
    '</svg>\n',
  ].join('\n');
}

function drawStrip(
  { title, times, values, shades = [], marks = [], lines = [], bands = [] }: Strip,
  top: number
): string {
  const [first, last] = [times[0], times[times.length - 1]];
  const known = [values, ...lines.map((line) => line.values)]
    .flatMap((one) => Array.from(one))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const beyond = Math.floor(BEYOND * known.length);
  const [low, high] = [known[beyond] ?? 0, known[known.length - 1 - beyond] ?? 1];
  const [base, span] = [top + TITLE + HEIGHT, high - low || 1];
  const atX = (time: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (time - first)) / (last - first || 1);
  const atY = (value: number) => base - 2 - (HEIGHT - 10) * Math.min(1.02, Math.max(-0.02, (value - low) / span));
  const rect = ({ from, to, colour }: { from: number; to: number; colour: string }) => {
    const [a, b] = [atX(Math.max(from, first)), atX(Math.min(to, last))];
    return `<rect x="${tenth(a)}" y="${top + TITLE}" width="${tenth(Math.max(1.5, b - a))}" height="${HEIGHT}" fill="${colour}"/>`;
  };
  const mark = ({ at, colour }: { at: number; colour: string }) => {
    const middle = tenth(atX(at));
    return `<path d="M${middle} ${top + TITLE + 7}l-3.5 -7h7z" fill="${colour}"/>`;
  };
  const line = (x: ArrayLike<number>, y: ArrayLike<number>, colour: string) =>
    `<path d="${outline(x, y, atX, atY)}" fill="none" stroke="${colour}"/>`;
  return [
    label(LEFT, top + 12, title, INK),
    ...shades.map(rect),
    ...bands.map(({ times: x, lower, upper, colour }) => {
      const there = Array.from(x, (time, i) => `${tenth(atX(time))} ${tenth(atY(upper[i]))}`);
      const back = Array.from(x, (time, i) => `${tenth(atX(time))} ${tenth(atY(lower[i]))}`).reverse();
      return `<path d="M${[...there, ...back].join('L')}z" fill="${colour}"/>`;
    }),
    line(times, values, INK),
    ...lines.map((one) => line(one.times, one.values, one.colour)),
    ...marks.map(mark),
    label(LEFT - 4, base, short(low), FAINT, 'end'),
    label(LEFT - 4, top + TITLE + 12, short(high), FAINT, 'end'),
    label(LEFT, base + 11, new Date(first).toISOString().slice(0, 10), FAINT),
    label(WIDTH - RIGHT, base + 11, new Date(last).toISOString().slice(0, 10), FAINT, 'end'),
  ].join('');
}

/** Of many rows a column the lowest and the highest; a gap breaks the line. */
function outline(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  atX: (time: number) => number,
  atY: (value: number) => number
): string {
  const stride = Math.max(1, Math.ceil(times.length / COLUMNS));
  let path = '';
  let isDown = false;
  const to = (x: number, y: number) => {
    path += `${isDown ? 'L' : 'M'}${tenth(x)} ${tenth(y)}`;
    isDown = true;
  };
  for (let row = 0; row < times.length; row += stride) {
    const known = Array.from({ length: Math.min(stride, times.length - row) }, (_, i) => values[row + i]).filter(
      Number.isFinite
    );
    if (known.length === 0) {
      isDown = false;
      continue;
    }
    const x = atX(times[row]);
    const [least, most] = [Math.min(...known), Math.max(...known)];
    to(x, atY(known[0] === most ? most : least));
    if (most > least) {
      to(x, atY(known[0] === most ? least : most));
    }
  }
  return path;
}

const tenth = (value: number) => Math.round(10 * value) / 10;
const short = (value: number) => String(Number(value.toPrecision(3)));

function label(x: number, y: number, text: string, colour: string, anchor = 'start'): string {
  const safe = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<text x="${x}" y="${y}" fill="${colour}" text-anchor="${anchor}">${safe}</text>`;
}
