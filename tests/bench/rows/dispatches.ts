import { univariate } from '../configurations';
import type { Row } from '../row';

const LIMIT = 4;

/** Narrow, so that software gets through them; the number of dispatches must not depend on the width either. */
const SHAPES = [
  univariate(1, 8, 24),
  univariate(2, 8, 24),
  univariate(3, 8, 24),
  univariate(2, 50, 24),
  univariate(2, 8, 96),
  univariate(1, 8, 512),
  univariate(3, 8, 512),
];

export const dispatches: Row = {
  id: 'T3',
  what: 'dispatches per training step on WebGPU, any sequence length, any layers',
  target: `<= ${LIMIT}, constant`,
  async run(laboratory) {
    const counted = await laboratory.inBrowser('countDispatches', { shapes: SHAPES });
    const perStep = counted.map((count) => count.perStep);
    const [least, most] = [Math.min(...perStep), Math.max(...perStep)];
    const stock = laboratory.isShort ? undefined : await laboratory.inBrowser('countStockDispatches');
    return {
      measured: least === most ? `${most}` : `${least} to ${most}`,
      isMet: most <= LIMIT && least === most,
      isFar: most > LIMIT,
      where: [
        'Chromium, worker; sequence 24, 96, 512, layers 1 to 3',
        ...(stock ? [`stock tf.layers, A: ${stock.perStep} dispatches and ${stock.submits} submits`] : []),
      ].join('; '),
      figures: { counted, stock },
    };
  },
};
