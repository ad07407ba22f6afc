import fc from 'fast-check';
import { checkShape } from './lstm';
import { bucketKey, bucketOf, type Workload } from './workload';

const workloads = fc
  .record({
    features: fc.integer({ min: 1, max: 16 }),
    sequenceLength: fc.integer({ min: 2, max: 512 }),
    layers: fc.integer({ min: 1, max: 3 }),
    hidden: fc.integer({ min: 1, max: 128 }),
    outputs: fc.integer({ min: 1, max: 288 }),
  })
  .chain((shape) => fc.integer({ min: 1, max: 512 }).map((batchSize): Workload => ({ shape, batchSize, steps: 100 })));

test('a bucket holds every workload in it, is its own bucket, and is a network an engine accepts', () => {
  fc.assert(
    fc.property(workloads, (workload) => {
      const bucket = bucketOf(workload);
      const { features, sequenceLength, layers, hidden, outputs } = workload.shape;
      expect(bucket.shape.layers).toBe(layers);
      expect(bucket.shape.features).toBeGreaterThanOrEqual(features);
      expect(bucket.shape.sequenceLength).toBeGreaterThanOrEqual(sequenceLength);
      expect(bucket.shape.hidden).toBeGreaterThanOrEqual(hidden);
      expect(bucket.shape.outputs).toBeGreaterThanOrEqual(outputs);
      expect(bucketKey(bucketOf({ ...bucket, steps: 1 }))).toBe(bucketKey(bucket));
      expect(() => checkShape(bucket.shape, bucket.batchSize)).not.toThrow();
    })
  );
});

test('networks of about one size share a bucket, others do not', () => {
  const of = (hidden: number, sequenceLength: number) =>
    bucketKey(
      bucketOf({ shape: { features: 8, sequenceLength, layers: 2, hidden, outputs: 12 }, batchSize: 32, steps: 1 })
    );
  expect(of(50, 24)).toBe(of(64, 32));
  expect(of(50, 24)).not.toBe(of(65, 24));
  expect(of(50, 24)).not.toBe(of(50, 96));
});
