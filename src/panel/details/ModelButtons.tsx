import React, { useRef, useState, type ChangeEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { describeError, toForecastError } from '../../core/options';
import { tell } from '../../language';
import type { ModelTransfer } from '../session';
import { testIds } from '../testIds';

interface Props {
  seriesKey: string;
  /** of the series, for the buttons' labels */
  name: string;
  /** whether an LSTM forecasts, so that there is a model to export */
  hasModel: boolean;
  models: ModelTransfer;
  /** absent where options cannot be changed */
  pins?: Pins;
  /** told when a model of another program was imported; absent where options cannot be changed */
  onForeign?(): void;
}

/** Models that the panel's options hold, so that every viewer of the dashboard has their forecast without a training. */
export interface Pins {
  /** characters of each, by series */
  sizes: ReadonlyMap<string, number>;
  /** @returns false where there is no room for it */
  pin(key: string, text: string): boolean;
  unpin(...keys: string[]): void;
}

/** Characters as a size in words. */
export const inKb = (characters: number) => `${Math.ceil(characters / 1000)} kB`;

/** Buttons that export the trained model of a series as a file, and import one. */
export function ModelButtons({ seriesKey, name, hasModel, models, pins, onForeign }: Props) {
  const styles = useStyles2(getStyles);
  const input = useRef<HTMLInputElement>(null);
  const [message, setMessage] = useState<string>();
  const attempt = (work: Promise<string | void>) =>
    work.then(
      (said) => setMessage(said ?? undefined),
      (error: unknown) => setMessage(tell(describeError(toForecastError(error))))
    );
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])];
    // Without this the same file could not be picked again.
    target.value = '';
    if (files.length > 0) {
      void attempt(
        models.importModel(seriesKey, files).then((kind) => {
          if (kind === 'own') {
            return 'The model was imported.';
          }
          onForeign?.();
          return `The model was imported. It is blended where the option Network is Imported${onForeign ? ', which it is now.' : '.'}`;
        })
      );
    }
  };
  const pin = async () => {
    const text = await models.pinModel(seriesKey);
    return pins?.pin(seriesKey, text)
      ? `The model takes ${inKb(text.length)} of the dashboard. Save the dashboard, and every viewer has its forecast at once.`
      : `The model takes ${inKb(text.length)}, and this panel holds too many already. Unpin another one.`;
  };
  const size = pins?.sizes.get(seriesKey);
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
        {pins && size !== undefined && (
          <Button
            size="sm"
            variant="secondary"
            aria-label={`Unpin model of ${name}`}
            onClick={() => {
              pins.unpin(seriesKey);
              setMessage(undefined);
            }}
          >
            {`Unpin (${inKb(size)})`}
          </Button>
        )}
        {pins && size === undefined && hasModel && (
          <Button
            size="sm"
            variant="secondary"
            aria-label={`Pin to dashboard: the model of ${name}`}
            tooltip="Keeps the model, in 8 bits a weight, in the panel's options: viewers of the dashboard have its forecast without a training, as long as options and data fit it."
            onClick={() => void attempt(pin())}
          >
            Pin to dashboard
          </Button>
        )}
        <input
          ref={input}
          type="file"
          multiple
          accept=".json,.bin,application/json"
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
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(0.5) }),
  message: css({ margin: theme.spacing(0.5, 0, 0) }),
});
