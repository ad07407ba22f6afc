import { DEVICES } from '../../../src/engine/model/engine';
import type { Row } from '../row';
import { digits } from '../statistics';

const LIMIT = 1e-5;

export const gradients: Row = {
  id: 'T6',
  what: 'gradients against finite differences and TensorFlow.js, relative L2',
  target: '<= 1e-5, every device',
  async run(laboratory) {
    const gpu = await laboratory.inBrowser('describeGpu');
    const measured = [];
    for (const device of DEVICES) {
      measured.push({ device, ...(await laboratory.inBrowser('measureGradients', { device })) });
    }
    const worst = Math.max(...measured.flatMap(({ differences, tfjs }) => [differences, tfjs]));
    const each = measured.map(
      ({ device, engine, differences, tfjs }) => `${device} (${engine}) ${digits(differences)}, ${digits(tfjs)}`
    );
    return {
      measured: digits(worst),
      isMet: worst <= LIMIT,
      where: `Chromium, worker, ${gpu.name}; from finite differences, from tf.layers: ${each.join('; ')}`,
      figures: { measured },
    };
  },
};
