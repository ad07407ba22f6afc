import { CRITICAL } from '../../core/breaches';
import type { Threshold, WatchedQuery } from '../config';

/** One threshold of one query, for which there are rules. */
export interface RuleSubject {
  query: WatchedQuery;
  threshold: Required<Threshold>;
  /** `{query="disk/used",...}`, of every metric that has thresholds */
  selector: string;
  /** true of a grave crossing, as an expression; undefined where there is none: of 0 and less nothing is well beyond */
  critical?: string;
}

export function ruleSubjects(queries: readonly WatchedQuery[]): RuleSubject[] {
  return queries.flatMap((query) =>
    query.thresholds.map((threshold) => {
      const { value, direction } = threshold;
      const selector = selectorOf({ query: query.name, threshold: String(value), direction });
      const beyond = direction === 'above' ? `>= ${round(CRITICAL * value)}` : `<= ${round(value / CRITICAL)}`;
      return {
        ...{ query, threshold, selector },
        ...(value > 0 && { critical: `presage_breach_farthest${selector} ${beyond}` }),
      };
    })
  );
}

/** PromQL's strings escape as JSON's do. */
export const selectorOf = (labels: Record<string, string>): string =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}}`;

/** Without the tail of binary fractions: 1.2 x 90 is 108. */
const round = (value: number) => Number(value.toPrecision(12));

export const titleOf = ({ query, threshold: { value, direction } }: RuleSubject): string =>
  `${query.name} ${direction} ${value}`;
