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

test('a bucket is close to every workload in it, is its own bucket, and is a network an engine accepts', () => {
  fc.assert(
    fc.property(workloads, (workload) => {
      const bucket = bucketOf(workload);
      expect(bucket.shape.layers).toBe(workload.shape.layers);
      for (const name of ['features', 'sequenceLength', 'hidden', 'outputs'] as const) {
        expect(Math.abs(Math.log2(bucket.shape[name] / workload.shape[name]))).toBeLessThanOrEqual(0.5);
      }
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
  expect(of(50, 24)).not.toBe(of(100, 24));
  expect(of(50, 24)).not.toBe(of(50, 96));
});
