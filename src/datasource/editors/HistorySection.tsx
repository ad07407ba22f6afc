import { ConfigSection } from '@grafana/plugin-ui';
import { Button, Field, Input, Stack, Switch, Text } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { historyStore } from '../history';
import { say } from '../../language';
import { defaultCacheMb, defaultLateWindow } from '../settings';
import { type PromOptions } from '../types';
import { DurationField } from './DurationField';

interface Props {
  uid: string;
  options: PromOptions;
  onChange: (part: Partial<PromOptions>) => void;
}

/** The cache of histories: how large, how fresh, and how to empty it. */
export function HistorySection({ uid, options, onChange }: Props) {
  const [bytes, setBytes] = useState<number>();
  useEffect(() => {
    let isMounted = true;
    void historyStore()
      .size(uid)
      .then((size) => isMounted && setBytes(size));
    return () => {
      isMounted = false;
    };
  }, [uid]);
  const clear = async () => {
    // Other browsers have caches of their own, which are out of date with this once it is saved.
    onChange({ historyEpoch: Date.now() });
    await historyStore().clear(uid);
    setBytes(0);
  };
  return (
    <ConfigSection
      title={say('Histories')}
      description={say(
        'What forecasts learn from is kept in the browser, so that a refresh asks for new samples alone.'
      )}
    >
      <Field
        label={say('Cache size')}
        description={say('Megabytes of histories that each browser keeps. 0: none over reloads.')}
      >
        <Input
          id="presage-cache-size"
          aria-label={say('Cache size')}
          type="number"
          min={0}
          width={20}
          placeholder={`${defaultCacheMb}`}
          value={options.historyCacheMb ?? ''}
          onChange={(event) => onChange({ historyCacheMb: event.currentTarget.value || undefined })}
        />
      </Field>
      <DurationField
        id="presage-late-window"
        label={say('Late samples')}
        description={say('Samples may arrive this late: the last ones of a history are asked for again until then.')}
        placeholder={defaultLateWindow}
        value={options.incrementalQueryOverlapWindow}
        onChange={(incrementalQueryOverlapWindow) => onChange({ incrementalQueryOverlapWindow })}
      />
      <Field
        label={say('Dashboards, too')}
        description={say(
          'Range queries of dashboards come through the cache as well. What is older than the late samples is then never asked for again.'
        )}
      >
        <Switch
          id="presage-cache-all"
          aria-label={say('Cache range queries of dashboards')}
          value={options.incrementalQuerying ?? false}
          onChange={(event) => onChange({ incrementalQuerying: event.currentTarget.checked })}
        />
      </Field>
      <Stack direction="row" gap={1} alignItems="center">
        <Button variant="secondary" onClick={() => void clear()}>
          {say('Clear the cache')}
        </Button>
        <Text color="secondary">
          {bytes !== undefined &&
            say('{{size}} MB of this data source are kept in this browser.', { size: (bytes / 1e6).toFixed(1) })}
        </Text>
      </Stack>
    </ConfigSection>
  );
}
