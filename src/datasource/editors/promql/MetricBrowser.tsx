import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Button, Input, Stack, Text, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { many, say } from '../../../language';
import { describeReason } from '../../api';
import { type Knowledge, type Metadata, selectorOf } from './knowledge';

/** Names shown at once; more are found by typing. */
const SHOWN = 50;

interface Props {
  knowledge: Knowledge;
  /** told a selector */
  onPick: (metric: string) => void;
}

/** The server's metrics with their types and help texts, in a list that is searched by what is typed. */
export function MetricBrowser({ knowledge, onPick }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Stack direction="column" gap={1}>
      <div>
        <Button
          variant="secondary"
          size="sm"
          icon={isOpen ? 'angle-down' : 'angle-right'}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {say('Metrics')}
        </Button>
      </div>
      {isOpen && (
        <MetricList
          knowledge={knowledge}
          onPick={(metric) => {
            setOpen(false);
            onPick(metric);
          }}
        />
      )}
    </Stack>
  );
}

type Found = { names: string[]; metadata: Metadata } | { failure: string } | undefined;

function MetricList({ knowledge, onPick }: Props) {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    let isMounted = true;
    // Not every server has descriptions.
    Promise.all([knowledge.metricNames(), knowledge.metricMetadata().catch(() => ({}))])
      .then(([names, metadata]) => isMounted && setFound({ names, metadata }))
      .catch((error: unknown) => isMounted && setFound({ failure: describeReason(error) }));
    return () => {
      isMounted = false;
    };
  }, [knowledge]);
  if (!found || 'failure' in found) {
    return <Text color={found ? 'error' : 'secondary'}>{found ? found.failure : say('Asking for the metrics …')}</Text>;
  }
  const { names, metadata } = found;
  const words = search.toLowerCase().split(/\s+/);
  const helpOf = (name: string) => metadata[name.replace(/_(bucket|sum|count)$/, '')]?.[0] ?? metadata[name]?.[0];
  const matching = names.filter((name) => {
    const text = `${name} ${helpOf(name)?.help ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <Stack direction="column" gap={1}>
      <Input
        aria-label={say('Search metrics')}
        placeholder={say('Part of a name or of its description')}
        width={48}
        className={styles.search}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Text color="secondary" variant="bodySmall">
        {matching.length > SHOWN
          ? say('{{shown}} of {{found}} metrics: type to find others.', {
              shown: SHOWN,
              found: matching.length.toLocaleString('en'),
            })
          : many(matching.length, '{{count}} metric', '{{count}} metrics')}
      </Text>
      <ul className={styles.list} aria-label={say('Metrics')}>
        {matching.slice(0, SHOWN).map((name) => (
          <li key={name}>
            <button type="button" className={styles.metric} onClick={() => onPick(selectorOf(name))}>
              {name}
            </button>{' '}
            <Text color="secondary" variant="bodySmall">
              {[helpOf(name)?.type, helpOf(name)?.help].filter(Boolean).join(': ')}
            </Text>
          </li>
        ))}
      </ul>
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  search: css({ maxWidth: '100%' }),
  list: css({ listStyle: 'none', margin: 0, maxHeight: '16em', overflowY: 'auto' }),
  metric: css({
    background: 'none',
    border: 'none',
    color: theme.colors.text.link,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
    padding: 0,
    textAlign: 'left',
    '&:hover': { textDecoration: 'underline' },
  }),
});
