import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { PanelDataErrorViewProps } from '@grafana/runtime';
import { selectors } from '@grafana/e2e-selectors';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** What a panel shows instead of data. */
export function DataErrorView({ data, message, fieldConfig }: PanelDataErrorViewProps) {
  const styles = useStyles2(getStyles);
  const isEmpty = data.series.every(({ length }) => length === 0);
  const text = message ?? (isEmpty ? (fieldConfig?.defaults.noValue ?? 'No data') : 'Unable to render data');
  return (
    <div className={styles.box} data-testid={selectors.components.Panels.Panel.PanelDataErrorMessage}>
      {text}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'grid',
    placeItems: 'center',
    height: '100%',
    padding: theme.spacing(2),
    textAlign: 'center',
    color: theme.colors.text.secondary,
  }),
});
