import type uPlot from 'uplot';

/** Moves the cursor of a chart as the mouse does, so that the tooltip opens. */
export class Pointer {
  private plot?: uPlot;

  /** @param plot the chart that is on screen */
  attach(plot: uPlot): void {
    this.plot = plot;
  }

  /** @param time ms, within the chart's range */
  show(time: number): void {
    if (this.plot) {
      pointAt(this.plot, this.plot.valToPos(time, 'x'), this.plot.over.clientHeight / 2);
    }
  }
}

/**
 * Grafana's tooltip follows events of the mouse alone: a cursor that is set otherwise counts as another panel's.
 * @param left, top CSS pixels within the plotting area
 */
export function pointAt(u: uPlot, left: number, top: number): void {
  const { left: x, top: y } = u.over.getBoundingClientRect();
  const place = { clientX: x + left, clientY: y + top, view: window };
  u.over.dispatchEvent(new MouseEvent('mouseenter', place));
  u.over.dispatchEvent(new MouseEvent('mousemove', { ...place, bubbles: true }));
}
