import { KERNELS } from '../kernels/generatedTensors';
import { type Build, compileKernels } from '../wasm';

/** Building blocks of other networks (`kernels/assembly/tensor.ts`). Addresses and strides in bytes. */
export interface TensorKernels {
  memory: WebAssembly.Memory;
  /** first byte free */
  heapBase(): number;
  matmul(
    rows: number,
    columns: number,
    depth: number,
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    from: number,
    fromRow: number,
    c: number,
    cRow: number
  ): void;
  tanhRows(rows: number, width: number, values: number, stride: number): void;
  tanhRowsBackward(rows: number, width: number, values: number, gradient: number, stride: number): void;
  addRows(rows: number, width: number, values: number, stride: number, sums: number): void;
  lstmStep(
    rows: number,
    units: number,
    gates: number,
    gateStride: number,
    cells: number,
    nextCells: number,
    squashed: number,
    nextStates: number,
    stride: number
  ): void;
  lstmStepBackward(
    rows: number,
    units: number,
    gates: number,
    gateStride: number,
    cells: number,
    squashed: number,
    dStates: number,
    dCells: number,
    stride: number
  ): void;
}

/**
 * A new instance of the building blocks: a module of its own, so that who only trains LSTMs does not load it.
 * @throws ForecastFailure `device-unavailable`
 */
export async function createTensorKernels(builds?: readonly Build[]): Promise<TensorKernels> {
  const { module } = await compileKernels(builds, KERNELS);
  return new WebAssembly.Instance(module).exports as unknown as TensorKernels;
}
