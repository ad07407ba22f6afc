/** Tells that the runner is gone, in the rules of Prometheus and of Grafana. */
export const GONE = {
  name: 'PresageGone',
  expr: 'absent(presage_series)',
  /** rounds without the runner after which somebody is told */
  rounds: 5,
  summary: 'The Presage runner is not scraped, so no forecast alerts.',
};
