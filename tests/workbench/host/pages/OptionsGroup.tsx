import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useState, type ReactNode } from 'react';

const ids = selectors.components.OptionsGroup;

/** A foldable category of the options pane. */
export function OptionsGroup({ title, children, open = true }: { title: string; children: ReactNode; open?: boolean }) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(open);
  return (
    <section className={styles.group} data-testid={ids.group(title)}>
      <button
        type="button"
        className={styles.header}
        aria-expanded={isOpen}
        data-testid={ids.toggle(title)}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name={isOpen ? 'angle-down' : 'angle-right'} />
        {title}
      </button>
      {isOpen && <div className={styles.body}>{children}</div>}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({ borderTop: `1px solid ${theme.colors.border.weak}`, '&:first-of-type': { borderTop: 'none' } }),
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    width: '100%',
    padding: theme.spacing(1, 1, 1, 0.5),
    border: 'none',
    background: 'transparent',
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    textAlign: 'left',
    '&:hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.03) },
  }),
  body: css({ padding: theme.spacing(0, 2, 1, 3) }),
});
