import { InlineField, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import React from 'react';
import { HOUR_SECONDS } from '../../core/math';
import { optionTable } from '../../core/options';
import { parsePromDuration } from '../../core/promql';
import { say } from '../../language';
import { type ForecastSettings, USUAL_SERIES } from '../types';
import { CommitInput } from './CommitInput';

interface Props {
  id: (name: string) => string;
  settings: ForecastSettings;
  /** whether the answer goes on beyond the time range, where charts end */
  isCut: boolean;
  onChange: (settings: ForecastSettings) => void;
}

const texts = ['horizon', 'history', 'step', 'levels'] as const;

const outputs = () => [
  { label: say('Series'), value: 'series' as const, description: say('y, yhat, its band and the anomaly score') },
  {
    label: say('Time to threshold'),
    value: 'breaches' as const,
    description: say('One row a series and threshold'),
  },
];

/** Options of a forecast query: those of the panel, by the same names and with the same defaults. */
export function ForecastFields({ id, settings, isCut, onChange }: Props) {
  const horizon = parsePromDuration(settings.horizon ?? optionTable.horizon.default);
  return (
    <Stack direction="row" gap={1} wrap="wrap">
      {texts.map((name) => {
        const { label, help, default: usual } = optionTable[name];
        return (
          <InlineField key={name} label={say(label)} htmlFor={id(name)} tooltip={say(help)}>
            <CommitInput
              id={id(name)}
              width={12}
              placeholder={usual}
              value={settings[name] ?? ''}
              onCommit={(value) => onChange({ ...settings, [name]: value || undefined })}
            />
          </InlineField>
        );
      })}
      <InlineField
        label={say(optionTable.seriesAtOnce.label)}
        htmlFor={id('seriesAtOnce')}
        tooltip={say(
          'Of more series than this those near a threshold or far from their usual value are forecast. Each takes its training.'
        )}
      >
        <CommitInput
          id={id('seriesAtOnce')}
          width={8}
          placeholder={`${USUAL_SERIES}`}
          value={`${settings.seriesAtOnce ?? ''}`}
          onCommit={(value) => onChange({ ...settings, seriesAtOnce: readNumbers(value)[0] })}
        />
      </InlineField>
      <InlineField label={say('Answer')}>
        <RadioButtonGroup
          id={id('output')}
          aria-label={say('Answer')}
          options={outputs()}
          value={settings.output ?? 'series'}
          onChange={(output) => onChange({ ...settings, output })}
        />
      </InlineField>
      {settings.output === 'breaches' && (
        <InlineField
          label={say('Thresholds')}
          htmlFor={id('thresholds')}
          tooltip={say('Values to be crossed, separated by commas.')}
        >
          <CommitInput
            id={id('thresholds')}
            width={16}
            placeholder="0.8, 0.9"
            value={(settings.thresholds ?? []).join(', ')}
            onCommit={(value) => onChange({ ...settings, thresholds: readNumbers(value) })}
          />
        </InlineField>
      )}
      {isCut && horizon && settings.output !== 'breaches' && (
        <Text element="p" color="secondary" variant="bodySmall">
          {say('Charts end with the time range: set its end to {{end}} to see the forecast.', {
            end: `now+${Math.ceil(horizon / HOUR_SECONDS)}h`,
          })}
        </Text>
      )}
    </Stack>
  );
}

const readNumbers = (text: string): number[] =>
  text.split(',').flatMap((part) => (part.trim() && Number.isFinite(Number(part)) ? [Number(part)] : []));
