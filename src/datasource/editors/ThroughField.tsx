import { css } from '@emotion/css';
import { type DataSourceInstanceSettings, type GrafanaTheme2 } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Combobox, Field, useStyles2 } from '@grafana/ui';
import React from 'react';
import { say } from '../../language';

interface Props {
  uid: string;
  value: string | undefined;
  onChange: (uid: string | undefined) => void;
}

/** Data sources that take PromQL as `expr`. */
const types = /prometheus|victoriametrics|mimir|thanos|cortex/i;

/** Another data source to ask instead of the URL: its logins, such as those of Amazon's or Azure's Prometheus, stay where they are. */
export function ThroughField({ uid, value, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const others = getDataSourceSrv()
    .getList({ metrics: true, filter: (one: DataSourceInstanceSettings) => one.uid !== uid && types.test(one.type) })
    .map((one) => ({ label: one.name, value: one.uid, description: one.meta.name }));
  if (others.length === 0 && !value) {
    return null;
  }
  return (
    <Field
      className={styles.field}
      label={say('Ask through another data source')}
      description={say(
        'Queries go its own way, with its logins; URL, logins and headers on this page are then not used.'
      )}
    >
      <Combobox
        id="presage-through"
        aria-label={say('Ask through another data source')}
        width={40}
        isClearable
        placeholder={say('None: ask the URL above')}
        options={others}
        value={value ?? null}
        onChange={(chosen) => onChange(chosen?.value)}
      />
    </Field>
  );
}

// The row of the URL above has no margin of its own.
const getStyles = (theme: GrafanaTheme2) => ({ field: css({ marginTop: theme.spacing(2) }) });
