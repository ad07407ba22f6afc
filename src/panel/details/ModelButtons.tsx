import React, { useRef, useState, type ChangeEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { describeError, toForecastError } from '../../core/options';
import type { ModelTransfer } from '../session';
import { testIds } from '../testIds';

interface Props {
  seriesKey: string;
  /** of the series, for the buttons' labels */
  name: string;
  /** whether an LSTM forecasts, so that there is a model to export */
  hasModel: boolean;
  models: ModelTransfer;
}

/** Buttons that export the trained model of a series as a file, and import one. */
export function ModelButtons({ seriesKey, name, hasModel, models }: Props) {
  const styles = useStyles2(getStyles);
  const input = useRef<HTMLInputElement>(null);
  const [message, setMessage] = useState<string>();
  const attempt = (work: Promise<void>, done?: string) =>
    work.then(
      () => setMessage(done),
      (error: unknown) => setMessage(describeError(toForecastError(error)))
    );
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    // Without this the same file could not be picked again.
    target.value = '';
    if (file) {
      void attempt(models.importModel(seriesKey, file), 'The model was imported.');
    }
  };
  return (
    <>
      <div className={styles.row}>
        {hasModel && (
          <Button
            size="sm"
            variant="secondary"
            aria-label={`Export model of ${name}`}
            data-testid={testIds.exportModel}
            onClick={() => void attempt(models.exportModel(seriesKey))}
          >
            Export model
          </Button>
        )}
        <Button
          size="sm"
          variant="secondary"
          aria-label={`Import model for ${name}`}
          onClick={() => input.current?.click()}
        >
          Import model
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={`Model file for ${name}`}
          data-testid={testIds.importModel}
          onChange={pick}
        />
      </div>
      {message && (
        <p role="status" className={styles.message}>
          {message}
        </p>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', gap: theme.spacing(1), marginTop: theme.spacing(0.5) }),
  message: css({ margin: theme.spacing(0.5, 0, 0) }),
});
