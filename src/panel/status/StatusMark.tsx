import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { testIds } from '../testIds';
import { TONE_ICONS } from './segment';
import { type Summary, fullText } from './summary';

/** In a panel too low for the status line: a mark where something is wrong, with all that the line says as its title. */
export function StatusMark({ summary }: { summary: Summary }) {
  const styles = useStyles2(getStyles);
  const { verdict, segments } = summary;
  const said = [{ text: verdict.texts[0], tone: verdict.tone }, ...segments];
  const worst = said.find(({ tone }) => tone === 'error') ?? said.find(({ tone }) => tone === 'warning');
  if (!worst) {
    return null;
  }
  const tone = worst.tone === 'error' ? 'error' : 'warning';
  return (
    <span
      className={cx(styles.mark, styles[tone])}
      role="img"
      aria-label={worst.text}
      title={fullText(summary)}
      data-testid={tone === 'error' ? testIds.error : testIds.statusText}
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
