/** Times the score limit from which a run is critical. */
const CRITICAL = 2;

export type Severity = 'warning' | 'critical';

/**
 * Severity of a run, by the score that is shown of it and nothing else, whatever the method found it.
 * @param peakScore largest score of the run
 * @param limit score from which values are anomalous
 */
export function severityOf(peakScore: number, limit: number): Severity {
  return peakScore >= CRITICAL * limit ? 'critical' : 'warning';
}
