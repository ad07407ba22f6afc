import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { describeError } from '../../core/options';
import { many, say, sentences, tell } from '../../language';
import { type TimeSpan, formatMoment, percent } from '../frames';
import type { PanelForecast } from '../session';
import type { SeriesFormats } from '../status';
import { clauses, whole, writeDifference } from '../status/words';
import { compare } from './compare';
import type { Past, PastForecasts } from './pastForecasts';

/** CSS pixels, as all lengths here: of the row with the slider, and of a line of words below it. */
const ROW = 30;
const LINE = 18;
/** of the longest words but an error's */
const WORDS = 580;
/** Below this width the words have lines of their own. */
const BESIDE_FROM = 760;

/** Height of the bar: nothing that it says is cut off. @param width of the panel */
export function pastHeight(width: number): number {
  return width >= BESIDE_FROM ? ROW : ROW + LINE * Math.ceil(WORDS / width);
}

interface Props {
  past: Past;
  controls: Pick<PastForecasts, 'show' | 'leave'>;
  /** origins to choose from, ms */
  origins: TimeSpan & { step: number };
  forecast: PanelForecast;
  formats: SeriesFormats;
  /** of the panel */
  width: number;
}

/** Moves the origin of the forecast within the past, and leads back to now. */
export function PastBar({ past, controls, origins, forecast, formats, width }: Props) {
  const styles = useStyles2(getStyles);
  const { now, timeZone } = formats(forecast.series[0]?.key ?? '');
  const moment = formatMoment(past.origin, now, timeZone);
  const said = outcome(past, forecast, formats);
  return (
    <div className={cx(styles.bar, width < BESIDE_FROM && styles.stacked)} style={{ height: pastHeight(width) }}>
      <input
        type="range"
        className={styles.slider}
        aria-label={say('Origin of the past forecast')}
        aria-valuetext={moment}
        min={origins.from}
        max={origins.to}
        step={origins.step}
        value={past.origin}
        onChange={({ target }) => controls.show(Number(target.value))}
        onKeyDown={({ key }) => key === 'Escape' && controls.leave()}
      />
      <span className={styles.words} title={said}>
        {said}
      </span>
      <Button size="sm" variant="secondary" onClick={controls.leave}>
        {say('Back to now')}
      </Button>
    </div>
  );
}

/** The error of a past forecast of one series; of several the number of their values inside the band. */
function outcome({ phase, error: why }: Past, { series }: PanelForecast, formats: SeriesFormats): string {
  if (phase.kind === 'forecasting') {
    return phase.count > 1
      ? say('Forecasting, {{count}} of {{all}} …', { count: phase.done, all: phase.count })
      : say('Forecasting …');
  }
  const shown = series.filter(({ drawn: one, history }) => one && history);
  if (shown.length === 0) {
    return why && why.kind !== 'too-little-history'
      ? tell(describeError(why))
      : say('Too little history before this time.');
  }
  const found = shown.map((one) => compare(one.drawn!.result, one.history!));
  const count = found.reduce((sum, one) => sum + one.count, 0);
  const inside = found.reduce((sum, one) => sum + one.inside, 0);
  const [{ mae, level }] = found;
  const training =
    phase.kind === 'training' ? say('The network trains, {{share}}.', { share: whole(phase.share) }) : undefined;
  if (count === 0) {
    return sentences(say('Nothing has come since.'), training);
  }
  const error =
    shown.length === 1 ? say('Error {{error}}', { error: writeDifference(mae, formats(shown[0].key)) }) : undefined;
  const band =
    level === undefined
      ? undefined
      : many(
          count,
          '{{inside}} of {{count}} value within the {{level}} band.',
          '{{inside}} of {{count}} values within the {{level}} band.',
          { inside, level: percent(level) }
        );
  return sentences(clauses([error, band]), training);
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    // The button stays in sight, whatever is cut.
    '& > button': { flexShrink: 0 },
  }),
  stacked: css({
    flexWrap: 'wrap',
    alignContent: 'flex-start',
    rowGap: 0,
    '& > input, & > button': { marginTop: (ROW - 24) / 2, marginBottom: (ROW - 24) / 2 },
    '& > span': { order: 1, flex: '1 0 100%', whiteSpace: 'normal', lineHeight: `${LINE}px` },
  }),
  slider: css({
    flex: '1 1 80px',
    minWidth: 60,
    accentColor: theme.colors.primary.main,
    colorScheme: theme.colors.mode,
  }),
  words: css({ flex: '0 1 auto', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
});
