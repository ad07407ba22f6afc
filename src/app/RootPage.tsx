import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { LinkButton, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { say } from '../language';
import { Devices } from './Devices';
import { NewDashboard } from './NewDashboard';
import { mayDo } from './rights';

/** Names that Grafana shows of our plugins. */
const SOURCE = 'Presage Prometheus';
const PANEL = 'Presage Forecast';

function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  );
}

/** A paragraph with a name of ours in it, which stands out. */
function Naming({ text, name }: { text: string; name: string }) {
  const [before, ...after] = text.split(name);
  return (
    <p>
      {before}
      <strong>{name}</strong>
      {after.join(name)}
    </p>
  );
}

/** The app's one page: what Presage is, and the way to the first forecast. */
export function RootPage() {
  const styles = useStyles2(getStyles);
  const address = locationUtil.assureBaseUrl('/connections/datasources/new');
  return (
    <PluginPage subTitle={say('Forecasts of Prometheus metrics, made in this browser')}>
      <div className={styles.page}>
        <p>
          {say(
            'Presage learns from the history of a Prometheus query and draws where its series are heading: forecast bands, the time at which a threshold is crossed, and anomalies. It trains in this browser; no data leave it.'
          )}
        </p>
        <Section title={say('1. Add a data source')}>
          <Naming
            name={SOURCE}
            text={say(
              "The data source {{name}} needs the URL of your Prometheus, Mimir, Thanos or VictoriaMetrics. Grafana's own Prometheus data source serves as well.",
              { name: SOURCE }
            )}
          />
          {mayDo('datasources:create') ? (
            <LinkButton href={address} icon="plus" variant="secondary">
              {say('Add a data source')}
            </LinkButton>
          ) : (
            <p>{say('Adding one needs the role Admin.')}</p>
          )}
        </Section>
        <Section title={say('2. Make a dashboard')}>
          <NewDashboard />
        </Section>
        <Section title={say('3. Forecast in your own dashboards')}>
          <Naming
            name={PANEL}
            text={say(
              "Add a visualization, choose {{name}} and write a query. Thresholds that you add in the panel's options are watched: the status line says when they will be crossed, and how likely that is.",
              { name: PANEL }
            )}
          />
        </Section>
        <Section title={say('Devices of this browser')}>
          <p>
            {say('A panel trains on the fastest of these, unless its options name one; its details say which and why.')}
          </p>
          <Devices />
        </Section>
      </div>
    </PluginPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ maxWidth: 720 }),
  section: css({ marginTop: theme.spacing(4) }),
  title: css({ ...theme.typography.h4, marginBottom: theme.spacing(1) }),
});
