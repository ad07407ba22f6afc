import type { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import { pointAt } from './pointer';

const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/**
 * Opens the tooltip where Grafana's keyboard plugin moves the cursor: that plugin sets the cursor, which shows a
 * crosshair and no tooltip. Escape closes it.
 */
export function addKeyboardTooltip(config: UPlotConfigBuilder): void {
  let isMoving = false;
  config.addHook('setCursor', (u) => {
    const { left = -1, top = -1 } = u.cursor;
    if (isMoving && left >= 0 && top >= 0) {
      isMoving = false;
      pointAt(u, left, top);
      isMoving = true;
    }
  });
  config.addHook('init', (u: uPlot) => {
    u.root.addEventListener('keydown', ({ key }) => {
      isMoving = ARROWS.has(key);
      if (key === 'Escape') {
        u.setCursor({ left: -10, top: -10 });
      }
    });
    u.over.addEventListener('mousemove', ({ isTrusted }) => (isMoving &&= !isTrusted));
    u.root.addEventListener('blur', () => (isMoving = false));
  });
}
