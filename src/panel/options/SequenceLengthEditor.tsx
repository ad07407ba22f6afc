import { css } from '@emotion/css';
import type { GrafanaTheme2, StandardEditorProps } from '@grafana/data';
import { Slider, useStyles2 } from '@grafana/ui';
import React, { useEffect, useId, useRef, useState } from 'react';
import { formatDuration, optionTable, validateOptions } from '../../core/options';
import { say } from '../../language';
import type { PanelOptions } from '../types';
import type { EditorSettings } from './check';
import { OptionInput } from './OptionInput';

type Props = StandardEditorProps<number | undefined, EditorSettings, PanelOptions>;

/** The arrow keys report every step of the handle: training waits until it rests. */
const SETTLE_MS = 400;

/**
 * The sequence length, with the time it covers: "covers 12h at a step of 30m". It is set by the slider, or as a number
 * below it: the slider's own number input clamps without a word and, in Grafana 12.3, reports every keystroke.
 */
export function SequenceLengthEditor(props: Props) {
  const { value, onChange, context } = props;
  const styles = useStyles2(getStyles);
  const coverage = useId();
  const row = optionTable.sequenceLength;
  const length = value ?? row.default;
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pending.current), []);
  // The slider of Grafana 12.3 does not follow its value: a number that was typed starts it anew.
  const [typed, setTyped] = useState(0);
  const move = (next: number | undefined) => {
    clearTimeout(pending.current);
    if (next !== undefined && next !== length) {
      pending.current = setTimeout(() => onChange(next), SETTLE_MS);
    }
  };
  const type = (next: string | number | undefined) => {
    clearTimeout(pending.current);
    setTyped(typed + 1);
    onChange(next as number);
  };
  return (
    <div role="group" aria-label={say(row.label)} aria-describedby={coverage}>
      <Slider
        key={typed}
        showInput={false}
        min={row.min}
        max={row.max}
        step={row.step}
        value={length}
        ariaLabelForHandle={say(row.label)}
        // Training starts when the handle is released.
        onAfterChange={move}
      />
      <OptionInput {...props} onChange={type} />
      <div id={coverage} className={styles.coverage}>
        {describeCoveredTime(length, context.options)}
      </div>
    </div>
  );
}

/** The time that the sequence covers at the step of these options, as words. */
export function describeCoveredTime(sequenceLength: number, stored: object | undefined): string {
  const step = validateOptions(stored ?? {}).options.step;
  return say('covers {{time}} at a step of {{step}}', {
    time: formatDuration(sequenceLength * step),
    step: formatDuration(step),
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  coverage: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
