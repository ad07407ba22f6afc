import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { say } from '../../language';
import type { EpochLoss } from '../session';
import { formatLoss } from '../status/words';

/** Units of the drawing, which is as wide as its pane. */
const WIDTH = 200;
const HEIGHT = 33;

/** The losses of a training by epoch on a logarithmic scale: the validation slice's line is solid, that of the training dashed. */
export function LossCurve({ losses }: { losses: readonly EpochLoss[] }) {
  const styles = useStyles2(getStyles);
  const known = losses.flatMap(({ train, validation }) => [train, validation]).filter((loss) => loss > 0);
  const [first, last] = [losses[0], losses[losses.length - 1]];
  if (losses.length < 2 || known.length < 2) {
    return null;
  }
  const [top, bottom] = [Math.max(...known), Math.min(...known)].map(Math.log);
  const x = (epoch: number) => ((epoch - first.epoch) / (last.epoch - first.epoch)) * WIDTH;
  const y = (loss: number) => 1 + ((top - Math.log(loss)) / (top - bottom || 1)) * (HEIGHT - 2);
  const pointsOf = (lossOf: (one: EpochLoss) => number) =>
    losses
      .filter((one) => lossOf(one) > 0)
      .map((one) => [x(one.epoch), y(lossOf(one))].map((place) => Number(place.toFixed(1))).join(','))
      .join(' ');
  const best = losses.reduce((least, one) => (one.validation < least.validation ? one : least));
  const said = say('Validation loss {{from}} to {{to}} in {{epochs}} epochs, least in epoch {{best}}', {
    from: formatLoss(first.validation),
    to: formatLoss(last.validation),
    epochs: last.epoch,
    best: best.epoch,
  });
  return (
    <figure className={styles.figure}>
      <svg role="img" aria-label={said} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <polyline className={styles.train} points={pointsOf(({ train }) => train)} />
        <polyline className={styles.validation} points={pointsOf(({ validation }) => validation)} />
      </svg>
      <figcaption>{say('{{text}}; dashed: loss of the training.', { text: said })}</figcaption>
    </figure>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const line = { fill: 'none', strokeWidth: 1.5, vectorEffect: 'non-scaling-stroke' as const };
  return {
    figure: css({
      margin: theme.spacing(0.5, 0, 1),
      color: theme.colors.text.secondary,
      '& svg': { display: 'block', width: '100%', height: 48 },
    }),
    validation: css({ ...line, stroke: theme.colors.primary.text }),
    train: css({ ...line, stroke: theme.colors.text.secondary, strokeDasharray: '4 3' }),
  };
};
