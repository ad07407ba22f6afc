import { useEffect } from 'react';
import { isInRender } from '../worker/workers';

declare global {
  interface Window {
    /** queries of a page that are under way, as Grafana's scenes count them; its image renderer waits for 0 */
    __grafanaRunningQueryCount?: number;
  }
}

/** So long after its start a page holds nobody any more, ms: the renderer gives up 30 s after it began to wait. */
const LATEST_MS = 20_000;

/**
 * Lets Grafana's image renderer wait, as for a query, while a forecast is under way. Elsewhere it does nothing.
 * @param isUnderWay the forecast neither stands nor has failed
 */
export function useRenderHold(isUnderWay: boolean): void {
  useEffect(() => (isUnderWay && isInRender() ? hold() : undefined), [isUnderWay]);
}

/** @returns ends it, as its time does */
function hold(): () => void {
  const left = LATEST_MS - performance.now();
  let isHeld = left > 0;
  if (isHeld) {
    count(1);
  }
  const release = () => {
    if (isHeld) {
      isHeld = false;
      count(-1);
    }
  };
  const timer = setTimeout(release, left);
  return () => {
    clearTimeout(timer);
    release();
  };
}

function count(change: 1 | -1): void {
  window.__grafanaRunningQueryCount = (window.__grafanaRunningQueryCount ?? 0) + change;
}
