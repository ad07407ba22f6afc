import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { DataLinkButton, Tooltip, type UPlotConfigBuilder, useStyles2 } from '@grafana/ui';
import React, { Fragment, useLayoutEffect, useState, type KeyboardEvent } from 'react';
import type uPlot from 'uplot';
import { say } from '../../../language';
import type { Exemplar } from './readExemplars';

/** An exemplar with the axis that it stands on. */
export interface DrawnExemplar {
  exemplar: Exemplar;
  scaleKey: string;
  /** a value in words, in the unit of the axis */
  write(value: number): string;
}

interface Props {
  config: UPlotConfigBuilder;
  /** those of the model that is drawn */
  exemplarsOf(u: uPlot): DrawnExemplar[];
  timeZone: string;
}

interface Place extends DrawnExemplar {
  /** CSS pixels from the chart's corner */
  left: number;
  top: number;
}

/** Half the width of a diamond's box, CSS pixels */
const HALF = 6;

/**
 * A diamond for each exemplar, at its time and value; values beyond the axis stand at its end. Pointed at or focused it
 * tells its labels, with the links to what they name. The Tab key reaches the first, arrow keys the others.
 */
export function ExemplarMarks({ config, exemplarsOf, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const [places, setPlaces] = useState<Place[]>([]);
  useLayoutEffect(() => {
    config.addHook('draw', (u) => {
      const next = placesOn(u, exemplarsOf(u));
      setPlaces((old) => (areSame(old, next) ? old : next));
    });
  }, [config, exemplarsOf]);
  return places.length === 0 ? null : (
    <div role="group" aria-label={say('Exemplars')}>
      {places.map(({ left, top, exemplar, write }, index) => (
        <Tooltip
          key={`${exemplar.time} ${index}`}
          interactive
          content={() => <ExemplarFacts exemplar={exemplar} value={write(exemplar.value)} timeZone={timeZone} />}
        >
          <button
            type="button"
            className={styles.mark}
            style={{ left: left - HALF, top: top - HALF }}
            tabIndex={index === 0 ? 0 : -1}
            aria-label={say('Exemplar: {{value}}', { value: write(exemplar.value) })}
            onKeyDown={moveFocus}
          />
        </Tooltip>
      ))}
    </div>
  );
}

function ExemplarFacts({ exemplar, value, timeZone }: { exemplar: Exemplar; value: string; timeZone: string }) {
  const styles = useStyles2(getStyles);
  const links = exemplar.linksOf();
  return (
    <div className={styles.facts}>
      <strong>{say('Exemplar: {{value}}', { value })}</strong>
      <div>{dateTimeFormat(exemplar.time, { timeZone })}</div>
      <dl className={styles.labels}>
        {Object.entries(exemplar.labels).map(([name, text]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      {links.map((link, index) => (
        <DataLinkButton key={index} link={link} />
      ))}
    </div>
  );
}

function moveFocus({ key, currentTarget }: KeyboardEvent<HTMLButtonElement>) {
  const { previousElementSibling, nextElementSibling } = currentTarget;
  const next = key === 'ArrowLeft' ? previousElementSibling : key === 'ArrowRight' ? nextElementSibling : undefined;
  if (next instanceof HTMLElement) {
    next.focus();
  }
}

function placesOn(u: uPlot, exemplars: DrawnExemplar[]): Place[] {
  const { offsetLeft, offsetTop, clientWidth, clientHeight } = u.over;
  return exemplars.flatMap((drawn) => {
    const { exemplar, scaleKey } = drawn;
    const [x, y] = [u.valToPos(exemplar.time, 'x'), u.valToPos(exemplar.value, scaleKey)];
    const top = Math.min(Math.max(y, 0), clientHeight);
    return x >= 0 && x <= clientWidth && Number.isFinite(top)
      ? [{ ...drawn, left: offsetLeft + Math.round(x), top: offsetTop + Math.round(top) }]
      : [];
  });
}

const areSame = (one: Place[], other: Place[]): boolean =>
  one.length === other.length &&
  one.every(
    ({ left, top, exemplar }, i) => left === other[i].left && top === other[i].top && exemplar === other[i].exemplar
  );

const getStyles = (theme: GrafanaTheme2) => ({
  mark: css({
    position: 'absolute',
    zIndex: 1,
    boxSizing: 'border-box',
    width: 2 * HALF,
    height: 2 * HALF,
    padding: 0,
    transform: 'rotate(45deg) scale(0.7)',
    background: theme.colors.background.primary,
    border: `2px solid ${theme.visualization.getColorByName('purple')}`,
    cursor: 'pointer',
    '&:hover': { background: theme.visualization.getColorByName('purple') },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  facts: css({ maxWidth: 360, maxHeight: '40vh', overflowY: 'auto' }),
  labels: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: theme.spacing(1),
    margin: theme.spacing(0.5, 0),
    '& dt': { fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});
