import {
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelBackend,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

const PRODUCT = 'BatchMatMul';
/** Marks the kernel below, which is not to be put over itself. */
const TURNS = Symbol('turns its matrices');

/**
 * Has the WASM backend turn matrices before it multiplies them: a product that is to turn them itself leaves the fast path
 * of the backend (XNNPACK), and each gradient of a product is one. To be called before the backend starts; a second call
 * changes nothing.
 */
export function turnBeforeProducts(): void {
  const found = getKernel(PRODUCT, 'wasm');
  if (TURNS in found) {
    return;
  }
  const turn = getKernel('Transpose', 'wasm');
  unregisterKernel(PRODUCT, 'wasm');
  registerKernel({
    ...{ ...found, [TURNS]: true },
    kernelFunc({ inputs, backend: given, attrs }) {
      const backend = given as KernelBackend;
      const made: TensorInfo[] = [];
      const turned = (x: TensorInfo) => {
        const { length } = x.shape;
        const perm = x.shape.map((_, axis) => (axis < length - 2 ? axis : 2 * length - 3 - axis));
        made.push(turn.kernelFunc({ inputs: { x }, backend, attrs: { perm } }) as TensorInfo);
        return made[made.length - 1];
      };
      const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
      const operands = { a: attrs?.transposeA ? turned(a) : a, b: attrs?.transposeB ? turned(b) : b };
      const product = found.kernelFunc({ inputs: operands, backend, attrs: { transposeA: false, transposeB: false } });
      made.forEach(({ dataId }) => backend.disposeData(dataId));
      return product;
    },
  });
}
