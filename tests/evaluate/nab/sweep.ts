import { normalise, probation, rawScore, scoredWindows, worth, type Profile, type Window } from './score';

/** One file as a detector sees it and as it is scored. */
export interface Judged {
  category: string;
  rows: number;
  windows: readonly Window[];
  /** default threshold of the detector */
  threshold: number;
  scores: Float64Array;
  alerts(threshold: number): number[];
}

/** Normalised score of files at one threshold for all. */
export function scoreAt(files: readonly Judged[], threshold: number, profile: Profile): number {
  const raw = files.reduce(
    (sum, { rows, windows, alerts }) => sum + rawScore(alerts(threshold), rows, windows, profile),
    0
  );
  return normalise(raw, countWindows(files), profile);
}

/** The threshold of a grid with the best score of all files together; the highest of equal ones. */
export function bestOf(files: readonly Judged[], grid: readonly number[], profile: Profile) {
  return grid
    .map((threshold) => ({ threshold, score: scoreAt(files, threshold, profile) }))
    .reduce((best, next) => (next.score >= best.score ? next : best));
}

/** The same over every score that occurs, for alerts that are rows at or above the threshold and nothing more. */
export function bestOfScores(files: readonly Judged[], profile: Profile): { threshold: number; score: number } {
  const points = files
    .flatMap(({ rows, windows, scores }, file) =>
      Array.from(scores.subarray(probation(rows)), (score, i) => {
        const { value, window } = worth(i + probation(rows), windows);
        return { score, value, window: window < 0 ? undefined : `${file} ${window}` };
      })
    )
    .sort((a, b) => b.score - a.score);
  const count = countWindows(files);
  const hits = new Map<string, number>();
  let raw = -profile.miss * count;
  let best = { threshold: Infinity, score: 0 };
  points.forEach(({ score, value, window }, i) => {
    if (window === undefined) {
      raw += profile.falseAlert * value;
    } else {
      const before = hits.get(window) ?? -profile.miss;
      hits.set(window, Math.max(before, value));
      raw += Math.max(before, value) - before;
    }
    const normalised = normalise(raw, count, profile);
    if (score !== points[i + 1]?.score && normalised > best.score) {
      best = { threshold: score, score: normalised };
    }
  });
  return best;
}

/** Every category at the threshold that is best on the others; undefined with a single category. */
export function leaveOneCategoryOut(
  files: readonly Judged[],
  grid: readonly number[],
  profile: Profile
): number | undefined {
  const categories = [...new Set(files.map(({ category }) => category))];
  if (categories.length < 2) {
    return undefined;
  }
  const raw = categories.reduce((sum, category) => {
    const others = files.filter((file) => file.category !== category);
    const threshold = countWindows(others) === 0 ? files[0].threshold : bestOf(others, grid, profile).threshold;
    const own = files.filter((file) => file.category === category);
    return (
      sum + own.reduce((part, file) => part + rawScore(file.alerts(threshold), file.rows, file.windows, profile), 0)
    );
  }, 0);
  return normalise(raw, countWindows(files), profile);
}

const countWindows = (files: readonly Judged[]) =>
  files.reduce((sum, { rows, windows }) => sum + scoredWindows(rows, windows), 0);
