import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { type UPlotConfigBuilder, useStyles2 } from '@grafana/ui';
import React, { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type uPlot from 'uplot';
import { say } from '../../../language';
import { type OriginControl, originAfter, originAt } from './origin';

interface Props {
  config: UPlotConfigBuilder;
  /** ms of the line that it stands on, of the model that is drawn; NaN without one */
  lineOf(u: uPlot): number;
  /** absent where the origin cannot be moved: then nothing is drawn */
  control?: OriginControl;
}

/** CSS pixels */
const WIDTH = 12;
const HEIGHT = 20;

/**
 * A grip on the line where the forecast starts: dragged or moved by keys, it makes the forecast of that time. At the end
 * of the history it leads back to now. It stands beside uPlot's own element, whose mouse zooms.
 */
export function OriginHandle({ config, lineOf, control }: Props) {
  const styles = useStyles2(getStyles);
  const plot = useRef<uPlot>(null);
  const [place, setPlace] = useState<{ left: number; top: number }>();
  useLayoutEffect(() => {
    config.addHook('draw', (u) => {
      plot.current = u;
      const next = placeOn(u, lineOf(u));
      setPlace((old) => (old?.left === next?.left && old?.top === next?.top ? old : next));
    });
  }, [config, lineOf]);
  if (!control || !place) {
    return null;
  }
  const { past, from, to } = control;
  const move = (origin: number) => {
    if (origin >= to) {
      control.leave();
    } else if (origin !== past) {
      control.show(origin);
    }
  };
  const drag = ({ clientX, buttons }: PointerEvent) => {
    const u = plot.current;
    if (u && buttons > 0) {
      move(originAt(u.posToVal(clientX - u.over.getBoundingClientRect().left, 'x'), control));
    }
  };
  const press = (event: KeyboardEvent) => {
    const next = event.key === 'Escape' ? to : originAfter(event.key, control);
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      move(next);
    }
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.grip}
      style={{ left: place.left - WIDTH / 2, top: place.top - HEIGHT / 2, width: WIDTH, height: HEIGHT }}
      aria-label={say('Start of the forecast')}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={past ?? to}
      aria-valuetext={past === undefined ? say('now') : control.nameOf(past)}
      title={say('Drag into the past: what would it have said?')}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  );
}

/** The lower end of the line, CSS pixels from the chart's corner; undefined where it is out of sight. */
function placeOn(u: uPlot, time: number): { left: number; top: number } | undefined {
  const { offsetLeft, offsetTop, clientWidth, clientHeight } = u.over;
  const x = Math.round(u.valToPos(time, 'x'));
  return x >= 0 && x <= clientWidth ? { left: offsetLeft + x, top: offsetTop + clientHeight } : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  grip: css({
    position: 'absolute',
    zIndex: 1,
    boxSizing: 'border-box',
    borderRadius: theme.shape.radius.default,
    // Two ridges, as of things that slide.
    background: `linear-gradient(90deg, transparent 3px, ${theme.colors.text.secondary} 3px 4px, transparent 4px 6px, ${theme.colors.text.secondary} 6px 7px, transparent 7px) no-repeat, ${theme.colors.background.secondary}`,
    border: `1px solid ${theme.colors.border.strong}`,
    cursor: 'ew-resize',
    touchAction: 'none',
    '&:hover, &:active': { borderColor: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
});
