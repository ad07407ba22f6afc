import type { ForecastSource, Report } from '../../../core/fitted';
import type { MemberName } from '../../../core/members';
import { whole } from './formats';

const SOURCES: Record<ForecastSource, string> = {
  blend: 'blend',
  lstm: 'LSTM',
  pretrained: 'pre-trained LSTM',
  'seasonal-naive': 'seasonal naive',
  linear: 'linear trend',
  'last-value': 'last value',
  constant: 'constant',
};

const MEMBERS: Record<MemberName, string> = {
  'last-value': 'last value',
  day: 'seasonal naive',
  week: 'last week',
  'day-and-week': 'yesterday and last week',
  linear: 'linear trend',
  season: 'season',
  sarx: 'seasonal regression',
  ridge: 'ridge regression',
  days: 'median of the last days',
  weekday: 'same weekday',
  yesterday: 'yesterday with its drift',
  'days-and-weeks': 'last days and same weekday',
  'analog-short': 'similar hours',
  'analog-long': 'similar days',
  driven: 'covariates known ahead',
  pretrained: 'pre-trained LSTM',
  lstm: 'LSTM of this series',
};

const LSTMS: ReadonlySet<string> = new Set<MemberName>(['lstm', 'pretrained']);

/** The drawn forecaster: "blend, 42 % LSTM", the share of that of the series and of the pre-trained one together. */
export function nameDrawn({ source, shares = [] }: Report): string {
  const lstm = shares.reduce((sum, { member, share }) => sum + (LSTMS.has(member) ? share : 0), 0);
  return lstm >= 0.005 ? `${nameSource(source)}, ${whole(lstm)} LSTM` : nameSource(source);
}

/** The parts of a blend: "LSTM of this series 24 %, similar days 20 %"; undefined where one forecaster is drawn alone. */
export function describeShares({ shares }: Report): string | undefined {
  return shares?.map(({ member, share }) => `${MEMBERS[member]} ${whole(share)}`).join(', ');
}

export function nameSource(source: ForecastSource): string {
  return SOURCES[source] ?? source;
}
