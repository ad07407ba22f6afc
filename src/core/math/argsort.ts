/**
 * (n) places of the values by rising value, those of equal ones in their order. Merge sort from pairs upwards: no
 * comparing function is called, which is several times as fast before it is compiled.
 * @param values (n) known
 */
export function argsort(values: Float64Array): Uint32Array {
  const { length } = values;
  let order = Uint32Array.from(values.keys());
  let merged = new Uint32Array(length);
  for (let width = 1; width < length; width *= 2) {
    for (let from = 0; from < length; from += 2 * width) {
      const [middle, end] = [Math.min(from + width, length), Math.min(from + 2 * width, length)];
      let [left, right] = [from, middle];
      for (let i = from; i < end; i++) {
        const isLeft = left < middle && (right >= end || values[order[left]] <= values[order[right]]);
        merged[i] = isLeft ? order[left++] : order[right++];
      }
    }
    [order, merged] = [merged, order];
  }
  return order;
}
