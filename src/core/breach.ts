/** When the forecast crosses a threshold. Times in ms since the epoch, NaN where it is not crossed within the horizon. */
export interface Breach {
  threshold: number;
  direction: 'above' | 'below';
  /** when the point crosses; NaN if only an edge of the band does */
  time: number;
  /** the earliest and the latest crossing by the edges of the interval of `level` */
  earliest: number;
  latest: number;
  level: number;
}
