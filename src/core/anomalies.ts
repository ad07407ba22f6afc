/** A run of actuals outside the band. Times in ms since the epoch, both ends inclusive. */
export interface Anomaly {
  start: number;
  end: number;
  direction: 'above' | 'below';
  /** largest anomaly score of the run */
  peakScore: number;
  /** time of the peak, ms */
  peakTime: number;
  /** `critical` from a score of 1.2 */
  severity: 'warning' | 'critical';
}
