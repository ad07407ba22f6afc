import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { say, unbroken } from '../../language';

interface Props {
  title: string;
  /** a word and a colour for the same */
  severity?: 'warning' | 'critical';
  /** in words */
  why: string;
  /** of the series, where there are several */
  owner?: string;
  onJump(): void;
  children?: ReactNode;
}

/** One finding: when, how grave, why, and what can be done with it. */
export function Entry({ title, severity, why, owner, onJump, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.entry}>
      <div className={styles.title}>
        <span className={styles.time}>{unbroken(title)}</span>
        {severity && (
          <span className={cx(styles.severity, styles[severity])}>
            <Icon name={severity === 'critical' ? 'exclamation-circle' : 'exclamation-triangle'} size="xs" />{' '}
            {severity === 'critical' ? say('critical') : say('warning')}
          </span>
        )}
      </div>
      {owner && <div className={styles.owner}>{owner}</div>}
      <p className={styles.why}>{unbroken(why)}</p>
      <div className={styles.actions}>
        <Button size="sm" fill="text" icon="crosshair" aria-label={say('Show {{title}}', { title })} onClick={onJump}>
          {say('Show')}
        </Button>
        {children}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  entry: css({
    listStyle: 'none',
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  title: css({ display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(1) }),
  time: css({ fontWeight: theme.typography.fontWeightMedium, fontVariantNumeric: 'tabular-nums' }),
  severity: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5) }),
  warning: css({ color: theme.colors.warning.text }),
  critical: css({ color: theme.colors.error.text }),
  owner: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  why: css({ margin: theme.spacing(0.25, 0, 0) }),
  actions: css({ display: 'flex', marginLeft: theme.spacing(-1) }),
});
