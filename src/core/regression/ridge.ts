import { factorise, substitute } from '../math';

const FOUR = 4;

/**
 * Ridge regressions of many outputs on the same features: one Gram matrix, standardised by the size of each feature,
 * factored once. An output that is unknown in some rows counts the others for more.
 */
export class Ridge {
  private readonly gram: Float64Array;
  /** (features, outputs); features in fours, the last of them may be empty */
  private readonly right: Float64Array;
  private readonly known: Int32Array;
  /** (outputs) those of the row that is added, 0 where unknown */
  private readonly row: Float64Array;
  /** (features) the same of its features */
  private readonly x: Float64Array;
  private rows = 0;

  constructor(
    readonly features: number,
    readonly outputs: number
  ) {
    this.gram = new Float64Array(features * features);
    this.x = new Float64Array(FOUR * Math.ceil(features / FOUR));
    this.right = new Float64Array(outputs * this.x.length);
    this.known = new Int32Array(outputs);
    this.row = new Float64Array(outputs);
  }

  /**
   * One row. Features must be known.
   * @param x (features)
   * @param targets the outputs stand at `from..from + outputs`; what is NaN, or beyond `to`, is unknown
   */
  add(x: Float64Array, targets: Float64Array, from: number, to: number): void {
    const { features, outputs, gram, known, row } = this;
    this.rows++;
    for (let i = 0; i < features; i++) {
      for (let j = 0; j <= i; j++) {
        gram[i * features + j] += x[i] * x[j];
      }
    }
    const end = Math.min(outputs, to - from);
    for (let h = 0; h < end; h++) {
      const target = targets[from + h];
      const isKnown = !Number.isNaN(target);
      row[h] = isKnown ? target : 0;
      known[h] += isKnown ? 1 : 0;
    }
    this.x.set(x);
    this.addProducts(end);
  }

  /** right += x row'. Four features for each read of the row: a third of the time of one by one. */
  private addProducts(end: number): void {
    const { x, outputs, right, row } = this;
    for (let i = 0; i < x.length; i += FOUR) {
      const [a, b, c, d] = [x[i], x[i + 1], x[i + 2], x[i + 3]];
      for (let h = 0, at = i * outputs; h < end; h++, at++) {
        const target = row[h];
        right[at] += a * target;
        right[at + outputs] += b * target;
        right[at + 2 * outputs] += c * target;
        right[at + 3 * outputs] += d * target;
      }
    }
  }

  /** The regressions without rows that were added to this and to the other. */
  without(other: Ridge): Ridge {
    const rest = new Ridge(this.features, this.outputs);
    rest.gram.set(this.gram.map((sum, i) => sum - other.gram[i]));
    rest.right.set(this.right.map((sum, i) => sum - other.right[i]));
    rest.known.set(this.known.map((count, i) => count - other.known[i]));
    rest.rows = this.rows - other.rows;
    return rest;
  }

  /** (outputs, features) row-major weights; `penalty` is that of each standardised feature, per row. */
  solve(penalty: number): Float64Array {
    const { features, outputs, gram, right, known, rows } = this;
    const weights = new Float64Array(outputs * features);
    const norms = Float64Array.from({ length: features }, (_, i) => Math.sqrt(gram[i * features + i] / rows) || 1);
    const factor = gram.map((sum, at) => {
      const [i, j] = [Math.floor(at / features), at % features];
      return sum / (norms[i] * norms[j]) + (i === j ? penalty * rows : 0);
    });
    if (rows === 0 || !factorise(factor, features)) {
      return weights;
    }
    for (let h = 0; h < outputs; h++) {
      const x = weights.subarray(h * features, (h + 1) * features);
      const share = known[h] > 0 ? rows / known[h] : 0;
      for (let i = 0; i < features; i++) {
        x[i] = (share * right[i * outputs + h]) / norms[i];
      }
      substitute(factor, x);
      for (let i = 0; i < features; i++) {
        x[i] /= norms[i];
      }
    }
    return weights;
  }
}
