import React from 'react';
import { type Breach, severityOfCrossing } from '../../core/breaches';
import { say, sentences } from '../../language';
import { type SeriesForecast, isBusy, isDrawn, isProvisional } from '../session';
import { type Crossing, crossingsOf } from '../status';
import {
  type Formats,
  crossingTexts,
  describePhase,
  describeReached,
  describeReturn,
  whyCrossing,
} from '../status/words';
import type { DetailsProps } from './DetailsPane';
import { Entry } from './Entry';

const TITLES: Record<Crossing['kind'], (breach: Breach, formats: Formats) => string> = {
  coming: (breach, formats) => crossingTexts(breach, formats)[0],
  reached: describeReached,
  back: describeReturn,
};

const whyPreliminary = (series: SeriesForecast) =>
  isBusy(series) ? say('The network still trains.') : say('{{sentence}}.', { sentence: describePhase(series.phase) });

/** Every threshold that is, or may be, crossed: when, how grave, and how that is known. */
export function CrossingList({ forecast, formats, onJump }: DetailsProps) {
  const drawn = forecast.series.filter(isDrawn);
  const found = crossingsOf(drawn, formats);
  if (found.length === 0) {
    return (
      <p>
        {say(
          'No threshold is reached, or likely to be crossed within the horizon. Thresholds are set in the field options.'
        )}
      </p>
    );
  }
  return (
    <ul style={{ margin: 0, padding: 0 }} aria-label={say('Crossings')}>
      {found.map(({ series, breach, kind }) => {
        const its = formats(series.key);
        const { forecast: ahead, report } = series.drawn.result;
        const title = TITLES[kind](breach, its);
        const at = Number.isFinite(breach.time) ? breach.time : breach.earliest;
        const preliminary = isProvisional(series) ? [say('Preliminary.'), whyPreliminary(series)] : [];
        return (
          <Entry
            key={`${series.key} ${breach.threshold} ${kind}`}
            title={title}
            severity={kind === 'coming' ? severityOfCrossing(breach, ahead.point) : undefined}
            owner={drawn.length > 1 ? series.name : undefined}
            why={sentences(whyCrossing(breach, its), ...preliminary)}
            onJump={() => onJump({ from: Math.max(at, report.origin), to: Math.max(at, report.origin) })}
          />
        );
      })}
    </ul>
  );
}
