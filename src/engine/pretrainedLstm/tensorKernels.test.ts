import { FLOAT, TensorMemory } from './tensorMemory';
import { createTensorKernels } from './tensorKernels';

test.each(['plain', 'relaxed'] as const)(
  '%s: a gradient that has faded to nothing becomes 0, not a denormal number',
  async () => {
    const kernels = await createTensorKernels(['plain']);
    const memory = new TensorMemory(kernels);
    const units = 4;
    const gates = memory.reserve(1, 4 * units);
    const [cells, squashed, dStates, dCells] = [0, 1, 2, 3].map(() => memory.reserve(1, units));
    memory.provide();
    const step = (dState: number) => {
      [gates, cells, squashed].forEach((tensor) => memory.write(tensor, new Float32Array(tensor.used).fill(0.5)));
      memory.write(dStates, new Float32Array(units).fill(dState));
      memory.write(dCells, new Float32Array(units));
      kernels.lstmStepBackward(
        1,
        units,
        gates.address,
        gates.stride,
        cells.address,
        squashed.address,
        dStates.address,
        dCells.address,
        cells.stride
      );
      const at = gates.address / FLOAT;
      return [
        ...memory.floats.subarray(at, at + 4 * units),
        ...memory.floats.subarray(dCells.address / FLOAT, dCells.address / FLOAT + units),
      ];
    };
    expect(step(1e-30).every((value) => value === 0)).toBe(true);
    expect(step(1e-10).every((value) => value > 0)).toBe(true);
  }
);
