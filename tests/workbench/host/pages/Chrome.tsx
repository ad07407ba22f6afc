import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { selectors } from '@grafana/e2e-selectors';
import { config, locationService } from '@grafana/runtime';
import { ToolbarButton, useStyles2 } from '@grafana/ui';
import React, { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router-dom';

interface Props {
  /** names and addresses from the root; the last one is the page itself */
  crumbs: Array<{ text: string; url?: string }>;
  actions?: ReactNode;
  children: ReactNode;
}

/** Grafana reloads as well: its style sheets belong to one theme. */
function switchTheme() {
  const url = new URL(window.location.href);
  url.searchParams.set('theme', config.theme2.isDark ? 'light' : 'dark');
  window.location.assign(url);
}

/** The bar on top, with bread crumbs, and the page below it. */
export function Chrome({ crumbs, actions, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.page}>
      <header className={styles.bar} data-testid={selectors.components.NavToolbar.container}>
        <Link
          to="/"
          aria-label="Home"
          className={styles.logo}
          onClick={() => locationService.partial({ editPanel: null }, true)}
        >
          <img src="/public/plugins/presage-forecast-app/img/logo.svg" alt="" width={24} height={24} />
        </Link>
        <nav aria-label="Breadcrumbs" className={styles.crumbs}>
          {crumbs.map(({ text, url }, index) => (
            <Fragment key={text}>
              {index > 0 && <span className={styles.separator}>›</span>}
              {url ? <Link to={url}>{text}</Link> : <span className={styles.here}>{text}</span>}
            </Fragment>
          ))}
        </nav>
        <div className={styles.actions}>
          {actions}
          <ToolbarButton
            icon="adjust-circle"
            tooltip={config.theme2.isDark ? 'Light theme' : 'Dark theme'}
            onClick={switchTheme}
          />
        </div>
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    minHeight: '100vh',
    display: 'flex',
    flexDirection: 'column',
    background: theme.colors.background.canvas,
  }),
  bar: css({
    position: 'sticky',
    top: 0,
    zIndex: theme.zIndex.sidemenu,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: 40,
    padding: theme.spacing(0, 1, 0, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  logo: css({ display: 'flex' }),
  crumbs: css({
    display: 'flex',
    gap: theme.spacing(1),
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    'a:hover': { textDecoration: 'underline' },
  }),
  separator: css({ color: theme.colors.text.disabled }),
  here: css({ color: theme.colors.text.primary, overflow: 'hidden', textOverflow: 'ellipsis' }),
  actions: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'center' }),
  main: css({ flex: 1, display: 'flex', flexDirection: 'column', minHeight: 0, padding: theme.spacing(1, 2, 2) }),
});
