import { css } from '@emotion/css';
import type { DataSourceInstanceSettings, GrafanaTheme2 } from '@grafana/data';
import { DataSourcePicker, getDataSourceSrv, locationService } from '@grafana/runtime';
import { Alert, Button, Field, Input, useStyles2 } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { say } from '../language';
import { type DashboardJson, demoDashboard, queryDashboard } from './demoDashboard';
import { makeDashboard } from './makeDashboard';
import { mayDo } from './rights';

/** Data sources whose queries are PromQL, our own first. */
const TYPES = ['presage-prometheus-datasource', 'prometheus'];

/** Of the first type that there is the organisation's default one, else the first. */
function findFirst(): DataSourceInstanceSettings | undefined {
  const [found] = TYPES.map((type) => getDataSourceSrv().getList({ type })).filter((list) => list.length > 0);
  return found?.find(({ isDefault }) => isDefault) ?? found?.[0];
}

/** Chooses a data source, makes a dashboard of forecasts over it and goes there. */
export function NewDashboard() {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [source, setSource] = useState(findFirst);
  const [query, setQuery] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  if (!source) {
    return <p>{say('There is no data source of the type Presage Prometheus or Prometheus yet: add one first.')}</p>;
  }
  if (!mayDo('dashboards:create')) {
    return <p>{say('Making a dashboard needs the role Editor. Ask somebody who has it, or an administrator.')}</p>;
  }
  const expr = query.trim();
  const make = async (dashboard: DashboardJson) => {
    setIsBusy(true);
    setFailure(undefined);
    try {
      locationService.push(await makeDashboard(dashboard));
    } catch (error) {
      setFailure((error as Error).message);
      setIsBusy(false);
    }
  };
  const mayMake = expr !== '' && !isBusy;
  const makeQuery = () => make(queryDashboard(source, expr));
  return (
    <div className={styles.form}>
      <Field label={say('Data source')} htmlFor={`${id}-source`} noMargin>
        <DataSourcePicker inputId={`${id}-source`} current={source.uid} type={TYPES} noDefault onChange={setSource} />
      </Field>
      <Field
        label={say('PromQL query')}
        description={say('Of a counter its rate: rate(http_requests_total[5m]), not http_requests_total.')}
        htmlFor={`${id}-query`}
        noMargin
      >
        <Input
          id={`${id}-query`}
          value={query}
          placeholder="rate(http_requests_total[5m])"
          onChange={({ currentTarget }) => setQuery(currentTarget.value)}
          onKeyDown={({ key }) => key === 'Enter' && mayMake && void makeQuery()}
        />
      </Field>
      <div>
        <Button icon="plus" disabled={!mayMake} onClick={makeQuery}>
          {say('Make a dashboard of this query')}
        </Button>
      </div>
      <div>
        <p>{say("The demo has seven panels, whose metrics only the demo's Prometheus has.")}</p>
        <Button variant="secondary" disabled={isBusy} onClick={() => make(demoDashboard(source))}>
          {say('Make the demo dashboard')}
        </Button>
      </div>
      {failure && <Alert severity="error" title={failure} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), maxWidth: 480 }),
});
