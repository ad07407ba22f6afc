import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { TimeSpan } from '../frames';
import type { PanelForecast } from '../session';
import { testIds } from '../testIds';
import type { SeriesFormats } from './formats';
import { TONE_ICONS } from './segment';
import { fullText, summarise } from './summary';

interface Props {
  /** the visible range, ms */
  range: TimeSpan;
  forecast: PanelForecast;
  formats: SeriesFormats;
}

/** In a panel too low for the status line: a mark where something is wrong, with all that the line says as its title. */
export function StatusMark({ range, forecast, formats }: Props) {
  const styles = useStyles2(getStyles);
  const summary = summarise(forecast, formats, range);
  const { state, segments } = summary;
  const said = [state, ...segments];
  const error = said.find(({ tone }) => tone === 'error');
  const warning = said.find(({ tone }) => tone === 'warning');
  // Anomalies alone are no trouble of the panel.
  const isTrouble = state.tone === 'error' || warning !== undefined;
  const worst = error ?? warning;
  if (!isTrouble || !worst) {
    return null;
  }
  const tone = error ? 'error' : 'warning';
  return (
    <span
      className={cx(styles.mark, styles[tone])}
      role="img"
      aria-label={worst.text}
      title={fullText(summary)}
      data-testid={error ? testIds.error : testIds.statusText}
    >
      <Icon name={TONE_ICONS[tone]} size="sm" />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  mark: css({ position: 'absolute', top: 0, right: theme.spacing(0.5), zIndex: 1 }),
  warning: css({ color: theme.colors.warning.text }),
  error: css({ color: theme.colors.error.text }),
});
