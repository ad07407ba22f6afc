import { say } from '../../language';
import { type PanelForecast, anomaliesOf, isDrawn, isProvisional, runningAnomaly } from '../session';
import { type SeriesFormats, crossingsOf, momentOfPeak } from '../status';
import { crossingTexts, describeIncident, describeReached } from '../status/words';
import type { Incident } from './annotations';

/** Something that lasts or is to come, by a name that stays while it does. */
export interface News {
  id: string;
  text: string;
}

export interface Findings {
  incidents: Incident[];
  news: News[];
}

/** All that final forecasts found; undefined while one is preliminary, or there is none. */
export function findingsOf({ series }: PanelForecast, formats: SeriesFormats): Findings | undefined {
  const drawn = series.filter(isDrawn);
  if (drawn.length === 0 || series.some(isProvisional)) {
    return undefined;
  }
  const named = (name: string, text: string) => (series.length > 1 ? say('{{name}}: {{text}}', { name, text }) : text);
  const incidents = series.flatMap((one) =>
    anomaliesOf(one).map((anomaly) => {
      const its = formats(one.key);
      const text = named(one.name, describeIncident(anomaly, momentOfPeak(one, its, anomaly), its));
      return { key: one.key, from: anomaly.start, to: anomaly.end, severity: anomaly.severity, text, anomaly };
    })
  );
  const running = new Set(series.map(runningAnomaly));
  const crossings = crossingsOf(drawn, formats).filter(({ kind }) => kind !== 'back');
  return {
    incidents: incidents.map(({ anomaly, ...incident }) => incident),
    news: [
      ...incidents
        .filter(({ anomaly }) => running.has(anomaly))
        .map(({ key, text }) => ({ id: `${key} incident`, text })),
      ...crossings.map(({ series: one, breach, kind }) => {
        const its = formats(one.key);
        const text = kind === 'reached' ? describeReached(breach, its) : crossingTexts(breach, its)[0];
        return { id: `${one.key} ${breach.threshold} ${kind}`, text: named(one.name, text) };
      }),
    ],
  };
}
