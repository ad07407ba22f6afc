import { css } from '@emotion/css';
import { AppEvents, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, useStyles2, type AlertVariant } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface Notice {
  id: number;
  severity: AlertVariant;
  title: string;
}

const severities: Array<[{ name: string }, AlertVariant]> = [
  [AppEvents.alertError, 'error'],
  [AppEvents.alertWarning, 'warning'],
  [AppEvents.alertSuccess, 'success'],
];
const SHOWN_MS = 5000;

/** The notices that plugins and the page raise through app events, top right, for a while. */
export function Alerts() {
  const styles = useStyles2(getStyles);
  const [notices, setNotices] = useState<Notice[]>([]);
  useEffect(() => {
    let next = 0;
    const remove = (id: number) => setNotices((shown) => shown.filter((notice) => notice.id !== id));
    const subscriptions = severities.map(([event, severity]) =>
      getAppEvents()
        .getStream({ type: event.name } as never)
        .subscribe(({ payload }: { payload?: string[] }) => {
          const id = next++;
          setNotices((shown) => [...shown, { id, severity, title: String(payload?.[0] ?? '') }]);
          setTimeout(remove, SHOWN_MS, id);
        })
    );
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, []);
  return (
    <div className={styles.stack} aria-live="polite">
      {notices.map(({ id, severity, title }) => (
        <Alert key={id} severity={severity} title={title} elevated />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  stack: css({ position: 'fixed', top: 60, right: 10, width: 400, maxWidth: '95%', zIndex: theme.zIndex.portal }),
});
