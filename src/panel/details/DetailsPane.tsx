import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Drawer, IconButton, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { StoredOptions } from '../../core/options';
import type { Annotation } from '../chart';
import type { TimeSpan } from '../frames';
import type { Explain } from '../importance';
import type { ModelTransfer, PanelForecast } from '../session';
import type { DetailsTab, SeriesFormats } from '../status';
import { testIds } from '../testIds';
import type { Candidate, Tuner } from '../tuning';
import { CrossingList } from './CrossingList';
import type { Exclusions } from './ExclusionList';
import { IncidentList } from './IncidentList';
import type { Pins } from './ModelButtons';
import { ModelFacts } from './ModelFacts';
import type { Placement } from './placement';
import { TellingButtons, type Telling } from './TellingButtons';
import { RuleButtons, type RuleSource } from './RuleButtons';

export interface DetailsProps {
  forecast: PanelForecast;
  formats: SeriesFormats;
  /** shows a stretch of time on the chart; one outside of it moves the dashboard's range */
  onJump(span: TimeSpan): void;
  /** absent where options cannot be changed */
  exclusions?: Exclusions;
  /** of the dashboard, in view */
  annotations?: readonly Annotation[];
  /** a stretch that is dragged over on the chart is excluded */
  isBrushing?: boolean;
  onBrush?(): void;
  /** absent where nothing is forecast here */
  telling?: Telling;
  /** absent where the queries are no PromQL */
  rules?: RuleSource;
  /** absent while there is nothing to download */
  onDownload?(): void;
  /** absent where models cannot be moved */
  models?: ModelTransfer;
  /** absent where options cannot be changed */
  pins?: Pins;
  /** these are absent where nothing is trained */
  tuner?: Tuner;
  explain?: Explain;
  /** shows what would have been forecast earlier; absent where nothing is forecast here */
  onPast?(): void;
  /** takes these options over; absent where they cannot be changed */
  onAccept?(found: Candidate | Pick<StoredOptions, 'network'>): void;
  /** every option as it is in force, as JSON */
  parameters?(): string;
}

interface Props extends DetailsProps {
  tab: DetailsTab;
  placement: Placement;
  onTab(tab: DetailsTab): void;
  onClose(): void;
}

const TABS: Array<{ value: DetailsTab; label: string }> = [
  { value: 'incidents', label: 'Incidents' },
  { value: 'crossings', label: 'Crossings' },
  { value: 'model', label: 'Model' },
];

/** Lists of what was found, and all that is known of each forecast, beside the chart. */
export function DetailsPane({ tab, placement, onTab, onClose, ...props }: Props) {
  const styles = useStyles2(getStyles);
  const tabs = <RadioButtonGroup size="sm" options={TABS} value={tab} onChange={onTab} aria-label="Details" />;
  const content = (
    <div className={styles.content} data-testid={testIds.detailsContent}>
      {tab === 'incidents' && <IncidentList {...props} />}
      {tab === 'crossings' && <CrossingList {...props} />}
      {tab === 'model' && <ModelFacts {...props} />}
      {tab !== 'model' && props.telling && (
        <div className={styles.rules}>
          <TellingButtons {...props.telling} />
        </div>
      )}
      {tab !== 'model' && props.rules && (
        <div className={styles.rules}>
          <RuleButtons {...props.rules} />
        </div>
      )}
    </div>
  );
  if (placement.place === 'drawer') {
    return (
      <Drawer title="Forecast details" size="sm" onClose={onClose}>
        {tabs}
        {content}
      </Drawer>
    );
  }
  const isBeside = placement.place === 'beside';
  return (
    <section
      aria-label="Forecast details"
      className={isBeside ? styles.beside : styles.below}
      style={isBeside ? { width: placement.width } : { height: placement.height }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={styles.head}>
        {tabs}
        <IconButton name="times" size="sm" tooltip="Close details" onClick={onClose} />
      </div>
      {content}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const pane = {
    display: 'flex',
    flexDirection: 'column' as const,
    flexShrink: 0,
    minHeight: 0,
    background: theme.colors.background.primary,
  };
  return {
    beside: css({ ...pane, borderLeft: `1px solid ${theme.colors.border.weak}` }),
    below: css({ ...pane, borderTop: `1px solid ${theme.colors.border.weak}` }),
    head: css({
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'space-between',
      padding: theme.spacing(0.5, 0.5, 0, 1),
    }),
    rules: css({ marginTop: theme.spacing(2) }),
    content: css({
      flex: 1,
      minHeight: 0,
      overflow: 'auto',
      padding: theme.spacing(1),
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
};
