import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { describeError, nameDevice, toForecastError } from '../core/options';
import { say, tell } from '../language';
import { type DeviceStatus, findDevices } from '../worker/workers';

/** The devices of this browser: which can train, and why the others cannot. */
export function Devices() {
  const styles = useStyles2(getStyles);
  const [found, setFound] = useState<readonly DeviceStatus[]>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    findDevices().then(setFound, (error) => setFailure(tell(describeError(toForecastError(error)))));
  }, []);
  if (failure) {
    return <p role="alert">{failure}</p>;
  }
  if (!found) {
    return <LoadingPlaceholder text={say('Looking for devices')} />;
  }
  return (
    <ul className={styles.list} aria-label={say('Devices')}>
      {found.map((status) => (
        <li key={status.device}>
          <Icon name={status.available ? 'check' : 'times'} className={status.available ? styles.yes : styles.no} />
          <strong>{nameDevice(status.device)}</strong>
          <span>
            {status.available
              ? say('available: {{detail}}', { detail: status.detail })
              : say('not available: {{why}}', { why: status.why })}
          </span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    '& > li': {
      display: 'grid',
      gridTemplateColumns: '20px 72px 1fr',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 0),
    },
  }),
  // Icons stand in the middle of the first line.
  yes: css({ color: theme.colors.success.text, marginTop: 3 }),
  no: css({ color: theme.colors.text.secondary, marginTop: 3 }),
});
