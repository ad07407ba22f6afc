import React, { useRef, useState, type ChangeEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { describeError, toForecastError } from '../../core/options';
import { say, tell } from '../../language';
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
            return say('The model was imported.');
          }
          onForeign?.();
          return onForeign
            ? say('The model was imported. It is blended where the option Network is Imported, which it is now.')
            : say('The model was imported. It is blended where the option Network is Imported.');
        })
      );
    }
  };
  const pin = async () => {
    const text = await models.pinModel(seriesKey);
    return pins?.pin(seriesKey, text)
      ? say(
          'The model takes {{size}} of the dashboard. Save the dashboard, and every viewer has its forecast at once.',
          { size: inKb(text.length) }
        )
      : say('The model takes {{size}}, and this panel holds too many already. Unpin another one.', {
          size: inKb(text.length),
        });
  };
  const size = pins?.sizes.get(seriesKey);
  return (
    <>
      <div className={styles.row}>
        {hasModel && (
          <Button
            size="sm"
            variant="secondary"
            aria-label={say('Export model of {{name}}', { name })}
            data-testid={testIds.exportModel}
            onClick={() => void attempt(models.exportModel(seriesKey))}
          >
            {say('Export model')}
          </Button>
        )}
        <Button
          size="sm"
          variant="secondary"
          aria-label={say('Import model for {{name}}', { name })}
          onClick={() => input.current?.click()}
        >
          {say('Import model')}
        </Button>
        {pins && size !== undefined && (
          <Button
            size="sm"
            variant="secondary"
            aria-label={say('Unpin model of {{name}}', { name })}
            onClick={() => {
              pins.unpin(seriesKey);
              setMessage(undefined);
            }}
          >
            {say('Unpin ({{size}})', { size: inKb(size) })}
          </Button>
        )}
        {pins && size === undefined && hasModel && (
          <Button
            size="sm"
            variant="secondary"
            aria-label={say('Pin to dashboard: the model of {{name}}', { name })}
            // What the click did is said below the button, where the tooltip would hide it.
            tooltipPlacement="top"
            tooltip={say(
              "Keeps the model, in 8 bits a weight, in the panel's options: viewers of the dashboard have its forecast without a training, as long as options and data fit it."
            )}
            onClick={() => void attempt(pin())}
          >
            {say('Pin to dashboard')}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          multiple
          accept=".json,.bin,application/json"
          hidden
          aria-label={say('Model file for {{name}}', { name })}
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
