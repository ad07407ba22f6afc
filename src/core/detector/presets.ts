/** Channels that a detector listens to. Each expects something else, and notices changes that the others miss. */
export type ChannelName = 'autoregression' | 'season' | 'level' | 'network';

/** One likelihood of the sum: a channel, and the rows that its errors are averaged over. */
export interface Term {
  channel: ChannelName;
  window: number;
  /** whether errors are weighed by what is usual at their time of day */
  relative?: boolean;
  /** which of the network's forecasts; it has one of the next step and one of six steps on */
  lead?: 'short' | 'long';
}

export interface Preset {
  terms: readonly Term[];
  /** the summed likelihood from which a row is an alert, as measured on labelled series (docs/accuracy/anomalies.md) */
  threshold: { withNetwork: number; withoutNetwork: number };
  /** quiet that ends an incident: a share of the warm-up, or seconds */
  coolDown: { share: number } | { seconds: number };
  /** how much higher the threshold is soon after an alert; 0 never */
  habituation: number;
}

export type PresetName = 'sustained' | 'spikes';

/** One table for all series: nothing here is chosen for one. */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  sustained: {
    terms: [
      { channel: 'autoregression', window: 4 },
      { channel: 'season', window: 10 },
      { channel: 'level', window: 10 },
      { channel: 'network', window: 10, lead: 'long' },
    ],
    threshold: { withNetwork: 9.4, withoutNetwork: 7 },
    coolDown: { share: 0.1 },
    habituation: 0.2,
  },
  // An LSTM beside it was measured, and gained nothing on single events.
  spikes: {
    terms: [{ channel: 'autoregression', window: 2, relative: true }],
    threshold: { withNetwork: 7, withoutNetwork: 7 },
    coolDown: { seconds: 3600 },
    habituation: 0,
  },
};
