import type { IconName } from '@grafana/ui';

export type Tone = 'busy' | 'good' | 'info' | 'warning' | 'error';

/** A piece of the status line that stands or goes as a whole. */
export interface Segment {
  id: string;
  text: string;
  tone?: Tone;
  icon?: IconName;
  testId?: string;
  /** a sentence: may be cut short */
  isLong?: boolean;
}

export const TONE_ICONS: Record<Tone, IconName> = {
  busy: 'sync',
  good: 'check-circle',
  info: 'info-circle',
  warning: 'exclamation-triangle',
  error: 'exclamation-circle',
};
