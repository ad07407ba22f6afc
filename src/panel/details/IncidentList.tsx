import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { say } from '../../language';
import { type PanelForecast, anomaliesOf, isDrawn, isProvisional, runningAnomaly } from '../session';
import { momentOfPeak } from '../status';
import { describeIncident, describeIncidentTime } from '../status/words';
import type { DetailsProps } from './DetailsPane';
import { Entry } from './Entry';
import { ExclusionList } from './ExclusionList';

/** With more incidents than this the oldest are not listed. */
const MOST = 50;

function whyNone({ series, isUnjudged }: PanelForecast): string {
  if (isUnjudged) {
    return say('Nothing is judged: anomalies are switched off.');
  }
  if (series.some(isProvisional)) {
    return say('Nothing is judged yet: the forecast is preliminary.');
  }
  return series.some(isDrawn)
    ? say('No incidents in the history that was judged.')
    : say('Nothing is judged: there is no forecast.');
}

/** Every incident of the final forecasts, the newest first, and what is left out of the training. */
export function IncidentList({ forecast, formats, onJump, exclusions, ...others }: DetailsProps) {
  const styles = useStyles2(getStyles);
  const { series } = forecast;
  const found = series
    .flatMap((one) => anomaliesOf(one).map((anomaly) => ({ one, anomaly, isRunning: runningAnomaly(one) === anomaly })))
    .sort((a, b) => b.anomaly.start - a.anomaly.start);
  const zone = formats(series[0]?.key ?? '');
  return (
    <>
      {found.length === 0 && <p>{whyNone(forecast)}</p>}
      {exclusions?.problem && <p>{say('No window can be excluded: {{problem}}', { problem: exclusions.problem })}</p>}
      <ul className={styles.list} aria-label={say('Incidents')}>
        {found.slice(0, MOST).map(({ one, anomaly, isRunning }) => {
          const step = (one.drawn?.result.seen?.step ?? one.drawn?.result.report.step ?? 0) * 1000;
          const span = { from: anomaly.start - step / 2, to: anomaly.end + step / 2 };
          const its = formats(one.key);
          const title = describeIncidentTime(anomaly, isRunning, its);
          return (
            <Entry
              key={`${one.key} ${anomaly.start}`}
              title={title}
              severity={anomaly.severity}
              owner={series.length > 1 ? one.name : undefined}
              why={describeIncident(anomaly, momentOfPeak(one, its, anomaly), its)}
              onJump={() => onJump({ from: anomaly.start, to: anomaly.end })}
            >
              {exclusions && (
                <Button
                  size="sm"
                  fill="text"
                  variant="secondary"
                  disabled={exclusions.problem !== undefined}
                  aria-label={say('Exclude {{window}} from training', { window: title })}
                  tooltip={say(
                    'Nothing is learned from this time and nothing is marked in it. Kept with the dashboard when that is saved.'
                  )}
                  onClick={() => exclusions.exclude(span)}
                >
                  {say('Exclude')}
                </Button>
              )}
            </Entry>
          );
        })}
      </ul>
      {found.length > MOST && <p>{say('and {{count}} before', { count: found.length - MOST })}</p>}
      {exclusions && <ExclusionList exclusions={exclusions} zone={zone} {...others} />}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, padding: 0 }),
});
