import { many, say } from '../../language';
import type { TimeSpan } from '../frames';
import { type PanelForecast, anomaliesOf, isDrawn, isProvisional } from '../session';
import { testIds } from '../testIds';
import type { Crossing } from './crossings';
import type { Tone } from './segment';
import { clauses } from './words';

/** Parts of the details that a count can open. */
export type Tab = 'incidents' | 'crossings' | 'model';

/** A number on the status line that opens its list. */
export interface Count {
  tab: Tab;
  text: string;
  tone?: Tone;
  testId: string;
}

/**
 * Things to look at: incidents of the final forecasts, crossings of thresholds.
 * @param crossed as `crossingsOf` has them
 * @param excluded windows that are left out of the training
 */
export function countsOf(
  forecast: PanelForecast,
  crossed: readonly Crossing[],
  range: TimeSpan | undefined,
  excluded = 0
): Count[] {
  const drawn = forecast.series.filter(isDrawn);
  const incidents = drawn.filter((one) => !isProvisional(one)).flatMap(anomaliesOf);
  const inView = range ? incidents.filter(({ start, end }) => end >= range.from && start <= range.to).length : 0;
  const found = incidents.length > 0 ? many(incidents.length, '{{count}} incident', '{{count}} incidents') : '';
  const seen = inView < incidents.length && range ? say('{{count}} in view', { count: inView }) : '';
  const left = excluded > 0 ? say('{{count}} excluded', { count: excluded }) : '';
  const crossings = crossed.filter(({ kind }) => kind !== 'back').length;
  const isOpen = drawn.some(isProvisional);
  return [
    ...(found || left
      ? [{ tab: 'incidents', text: clauses([found, seen, left]), testId: testIds.anomalies } as const]
      : []),
    ...(crossings > 0
      ? [
          {
            tab: 'crossings',
            text: clauses([
              many(crossings, '{{count}} crossing', '{{count}} crossings'),
              isOpen ? say('preliminary') : undefined,
            ]),
            testId: testIds.crossings,
          } as const,
        ]
      : []),
  ];
}
