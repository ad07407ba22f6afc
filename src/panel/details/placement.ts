/** Place of the details: beside the chart, below it, or where the panel is too small for both, over the page. */
export type Placement = { place: 'beside'; width: number } | { place: 'below'; height: number } | { place: 'drawer' };

/** CSS pixels */
const LEAST_WIDTH = 280;
const MOST_WIDTH = 460;
const LEAST_CHART_WIDTH = 340;
const LEAST_HEIGHT = 180;
const LEAST_CHART_HEIGHT = 160;

/** The chart keeps what it needs, so that the details never cover the forecast. @param width, height of both */
export function placeDetails(width: number, height: number): Placement {
  if (width >= LEAST_WIDTH + LEAST_CHART_WIDTH && height >= LEAST_HEIGHT) {
    return { place: 'beside', width: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.round(width * 0.36))) };
  }
  if (height >= LEAST_HEIGHT + LEAST_CHART_HEIGHT) {
    return { place: 'below', height: Math.max(LEAST_HEIGHT, Math.round(height * 0.5)) };
  }
  return { place: 'drawer' };
}
