import type { ForecastSource, Report } from '../../../core/fitted';
import { type MemberName, SERIES_NETWORKS } from '../../../core/members';
import { whole } from './formats';

const SOURCES: Record<ForecastSource, string> = {
  blend: 'blend',
  lstm: 'LSTM',
  gru: 'GRU',
  tcn: 'TCN',
  transformer: 'Transformer',
  imported: 'imported model',
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
  cycle: 'what repeats',
  driven: 'covariates known ahead',
  pretrained: 'pre-trained LSTM',
  lstm: 'LSTM of this series',
  gru: 'GRU of this series',
  tcn: 'TCN of this series',
  transformer: 'Transformer of this series',
  imported: 'imported model',
};

const KINDS = new Map<MemberName, string>([
  ['pretrained', SOURCES.lstm],
  ...SERIES_NETWORKS.map((name) => [name, SOURCES[name]] as const),
]);

/** The drawn forecaster: "blend, 42 % LSTM", the share of the network of the series and of the pre-trained LSTM together. */
export function nameDrawn({ source, shares = [] }: Report): string {
  const networks = shares.filter(({ member }) => KINDS.has(member));
  const sum = networks.reduce((before, { share }) => before + share, 0);
  const [kind, other] = new Set(networks.map(({ member }) => KINDS.get(member)));
  return sum >= 0.005 ? `${nameSource(source)}, ${whole(sum)} ${other ? 'networks' : kind}` : nameSource(source);
}

/** The parts of a blend: "LSTM of this series 24 %, similar days 20 %"; undefined where one forecaster is drawn alone. */
export function describeShares({ shares }: Report): string | undefined {
  return shares?.map(({ member, share }) => `${MEMBERS[member]} ${whole(share)}`).join(', ');
}

export function nameSource(source: ForecastSource): string {
  return SOURCES[source] ?? source;
}
