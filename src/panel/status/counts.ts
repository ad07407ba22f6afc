import type { TimeSpan } from '../frames';
import { type PanelForecast, anomaliesOf, isDrawn, isProvisional } from '../session';
import { testIds } from '../testIds';
import type { Crossing } from './crossings';
import type { Tone } from './segment';
import { many } from './words';

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
  const seen = inView < incidents.length && range ? `, ${inView} in view` : '';
  const left = excluded > 0 ? `${excluded} excluded` : '';
  const found = incidents.length > 0 ? `${many(incidents.length, 'incident')}${seen}` : '';
  const crossings = crossed.filter(({ kind }) => kind !== 'back').length;
  const isOpen = drawn.some(isProvisional);
  return [
    ...(found || left
      ? [{ tab: 'incidents', text: [found, left].filter(Boolean).join(', '), testId: testIds.anomalies } as const]
      : []),
    ...(crossings > 0
      ? [
          {
            tab: 'crossings',
            text: `${many(crossings, 'crossing')}${isOpen ? ', preliminary' : ''}`,
            testId: testIds.crossings,
          } as const,
        ]
      : []),
  ];
}
