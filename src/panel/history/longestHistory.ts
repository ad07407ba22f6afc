import { ForecastFailure, formatDuration } from '../../core/options';
import { parsePromDuration } from '../../core/promql';
import type { HistoryPlan } from '../../core/series';
import { say } from '../../language';
import type { Limit } from './knownLimits';
import type { FetchHistory, HistoryAnswer } from './history';

/** A history as long as the server lets it be. */
export interface LongestAnswer extends HistoryAnswer {
  /** where less than was asked for is answered */
  limit?: Limit;
}

/** Words by which servers and proxies refuse a question for its size: length, points, samples, bytes. */
const REFUSAL = /limit|too (many|long|large|big|much)|exceed|maximum|max[-_ ]|over the max|out of bounds/i;
const TIMED_OUT = /time[ds]?[- ]?out|deadline/i;
/** "limit: 168h0m0s", "limit of 7d", "limit (7d)" */
const NAMED_LIMIT = /limit[^0-9]{0,6}((?:\d+(?:ms|[smhdwy]))+)/i;
/** Fewer steps than this are no history. */
const FEWEST_STEPS = 24;
/** The longest that works is known to this part of itself. */
const PRECISION = 0.12;

/**
 * Asks for a history, and where it is refused for its size for shorter ones that end at the same time, until the
 * longest is found that is answered: the limit that the refusal names, else by halves and the middle between what works
 * and what does not. Other failures are failures.
 *
 * @param known the limit that was found before: it is tried first
 * @throws ForecastFailure as the first question does where no length is answered
 */
export async function fetchLongest(
  fetch: FetchHistory,
  plan: HistoryPlan,
  signal: AbortSignal,
  known?: Limit
): Promise<LongestAnswer> {
  const asked = plan.end - plan.start;
  const stepMs = plan.step * 1000;
  const fits = (length: number) => Math.floor(length / stepMs) * stepMs;
  if (known && known.length < asked) {
    const { answer } = await ask(fetch, { ...plan, start: plan.end - known.length }, signal);
    if (answer) {
      return shortened(answer, known, asked);
    }
  }
  const first = await ask(fetch, plan, signal);
  if (first.answer) {
    return first.answer;
  }
  let refused = asked;
  let works = 0;
  let best: HistoryAnswer | undefined;
  let next = namedLimit(first.message, asked) ?? asked / 2;
  while (fits(next) >= FEWEST_STEPS * stepMs) {
    const length = fits(next);
    const { answer } = await ask(fetch, { ...plan, start: plan.end - length }, signal);
    if (answer) {
      [works, best] = [length, answer];
    } else {
      refused = length;
    }
    if (
      best &&
      (refused - works <= Math.max(PRECISION * refused, stepMs) || works === namedLimit(first.message, asked))
    ) {
      break;
    }
    next = best ? (works + refused) / 2 : refused / 2;
  }
  if (!best) {
    throw first.error;
  }
  return shortened(best, { length: works, refusal: first.message.replace(/[.\s]+$/, '') }, asked);
}

function shortened(answer: HistoryAnswer, limit: Limit, asked: number): LongestAnswer {
  const note = say(
    'The server refuses a history of {{asked}} ({{refusal}}): learned from {{length}}, the longest that it answers.',
    {
      asked: formatDuration(asked / 1000),
      refusal: limit.refusal,
      length: formatDuration(limit.length / 1000),
    }
  );
  return { ...answer, warnings: [...answer.warnings, note], limit };
}

type Outcome = { answer: HistoryAnswer } | { answer?: undefined; message: string; error: unknown };

async function ask(fetch: FetchHistory, plan: HistoryPlan, signal: AbortSignal): Promise<Outcome> {
  try {
    const answer = await fetch(plan, signal);
    const message = answer.failures.find(isRefusal);
    return message === undefined
      ? { answer }
      : { message, error: new ForecastFailure({ kind: 'history-failed', message }) };
  } catch (error) {
    if (error instanceof ForecastFailure && error.detail.kind === 'history-failed' && isRefusal(error.detail.message)) {
      return { message: error.detail.message, error };
    }
    throw error;
  }
}

const isRefusal = (message: string) => REFUSAL.test(message) && !TIMED_OUT.test(message);

/** ms; undefined where the refusal names none that is shorter */
function namedLimit(message: string, asked: number): number | undefined {
  const seconds = parsePromDuration(NAMED_LIMIT.exec(message)?.[1] ?? '');
  return seconds !== undefined && seconds * 1000 < asked ? seconds * 1000 : undefined;
}
