import { css } from '@emotion/css';
import type { GrafanaTheme2, StandardEditorProps } from '@grafana/data';
import { Slider, useStyles2 } from '@grafana/ui';
import React, { useEffect, useId, useRef } from 'react';
import { formatDuration } from '../../core/options/duration';
import { optionTable } from '../../core/options/options';
import { validateOptions } from '../../core/options/optionValues';
import { resolveStep } from '../../core/options/resolve';
import type { PanelOptions } from '../types';
import { problemOf, type EditorSettings } from './check';

type Props = StandardEditorProps<number | undefined, EditorSettings, PanelOptions>;

/** The slider's number input reports every keystroke, in range or not: 4, 48, 480. */
const SETTLE_MS = 400;

/** The one number a user tunes, with what it means in time: "covers 12h at a step of 30m". */
export function SequenceLengthEditor({ value, onChange, context, id }: Props) {
  const styles = useStyles2(getStyles);
  const coverage = useId();
  const input = useId();
  const row = optionTable.sequenceLength;
  const length = value ?? row.default;
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pending.current), []);
  const change = (next: number | undefined) => {
    clearTimeout(pending.current);
    if (next !== undefined && next !== length && !problemOf('sequenceLength', next)) {
      pending.current = setTimeout(() => onChange(next), SETTLE_MS);
    }
  };
  return (
    <div aria-describedby={coverage}>
      <Slider
        inputId={id ?? input}
        min={row.min}
        max={row.max}
        step={row.step}
        value={length}
        ariaLabelForHandle={row.label}
        // Training is not cheap enough to follow a handle that is still moving.
        onAfterChange={change}
      />
      <div id={coverage} className={styles.coverage}>
        {describeCoveredTime(length, context.options)}
      </div>
    </div>
  );
}

/** How far back the model sees, at the step these options lead to. */
export function describeCoveredTime(sequenceLength: number, stored: object | undefined): string {
  const step = resolveStep(validateOptions(stored ?? {}).options);
  return `covers ${formatDuration(sequenceLength * step)} at a step of ${formatDuration(step)}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  coverage: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
