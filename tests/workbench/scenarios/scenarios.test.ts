import {
  DAY,
  DISK_LIMIT,
  DISK_SIZE,
  HISTORY_DAYS,
  HOUR,
  MEMORY_LIMIT,
  MINUTE,
  TEST_ANCHOR,
  clockChange,
  counterReset,
  cpuIncidents,
  createScenarios,
  diskCrossing,
  historyStart,
  memoryCrossing,
  requestRate,
  sample,
  scrapeGaps,
} from './index';

/** The promises must hold whenever a newcomer starts the demo, not only at the anchor of the tests. */
const anchors = [TEST_ANCHOR, Date.UTC(2026, 5, 13, 3, 17), Date.UTC(2027, 1, 28, 22, 41)];
const find = (anchor: number, metric: string) => createScenarios(anchor).find((s) => s.metric === metric)!;
const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
const deviation = (values: Float64Array) => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));

describe('scenarios', () => {
  it('give the same value in any order of asking', () => {
    const forwards = createScenarios(TEST_ANCHOR).map((s) => sample(s, TEST_ANCHOR - DAY, TEST_ANCHOR, 1800));
    const single = createScenarios(TEST_ANCHOR).map((s) =>
      Float64Array.from({ length: 49 }, (_, i) => s.value(TEST_ANCHOR - DAY + (48 - i) * 1800e3)).reverse()
    );
    expect(single).toEqual(forwards);
  });

  it('go on beyond the anchor', () => {
    for (const scenario of createScenarios(TEST_ANCHOR)) {
      expect(sample(scenario, TEST_ANCHOR, TEST_ANCHOR + DAY, 60).every(Number.isFinite)).toBe(true);
    }
  });

  it('have distinct names', () => {
    const names = createScenarios(TEST_ANCHOR).map((s) => s.metric + JSON.stringify(s.labels));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(anchors)('CPU, anchor %p', (anchor) => {
  const cpu = find(anchor, 'demo_cpu_usage_percent');

  it('stays between 0 and 100', () => {
    const values = sample(cpu, historyStart(anchor), anchor, 60);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(100);
  });

  it('has incidents far outside what the same hours of other weeks show', () => {
    for (const { start, end, direction } of cpuIncidents(anchor)) {
      const middle = [start + 30 * MINUTE, end - 30 * MINUTE] as const;
      const here = sample(cpu, ...middle, 60);
      const before = [1, 2, 3].map((week) => sample(cpu, middle[0] - week * 7 * DAY, middle[1] - week * 7 * DAY, 60));
      const others = Float64Array.from(before.flatMap((values) => [...values]));
      const distance = (mean(here) - mean(others)) / deviation(others);
      expect(direction === 'above' ? distance : -distance).toBeGreaterThan(4);
    }
  });

  it('has its incidents within three days before the anchor', () => {
    for (const { start, end } of cpuIncidents(anchor)) {
      expect(start).toBeGreaterThan(anchor - 3 * DAY);
      expect(end).toBeLessThan(anchor);
    }
  });

  it('is busier by day than by night', () => {
    const monday = Math.floor((anchor - 14 * DAY) / DAY) * DAY;
    const day = sample(cpu, monday + 12 * HOUR, monday + 15 * HOUR, 60);
    expect(mean(day)).toBeGreaterThan(mean(sample(cpu, monday + HOUR, monday + 4 * HOUR, 60)) + 10);
  });
});

describe.each(anchors)('disk, anchor %p', (anchor) => {
  const used = find(anchor, 'demo_disk_used_bytes');

  it('crosses 90 % three to five hours after the anchor, for the first time', () => {
    const crossing = diskCrossing(anchor);
    expect(crossing).toBeGreaterThanOrEqual(anchor + 3 * HOUR);
    expect(crossing).toBeLessThanOrEqual(anchor + 5 * HOUR);
    expect(Math.max(...sample(used, historyStart(anchor), crossing - MINUTE, 60))).toBeLessThan(DISK_LIMIT * DISK_SIZE);
    expect(used.value(crossing)).toBeGreaterThanOrEqual(DISK_LIMIT * DISK_SIZE);
  });

  it('is written to and deleted from', () => {
    const values = sample(used, anchor - 3 * DAY, anchor, 1800);
    const steps = values.slice(1).map((value, i) => (value - values[i]) / DISK_SIZE);
    expect(steps.filter((step) => step > 0.0015).length).toBeGreaterThan(20);
    expect(steps.filter((step) => step < -0.004).length).toBeGreaterThan(5);
  });

  it('grows over the whole history', () => {
    const weekly = [0, 7, 14, 21].map((day) =>
      mean(sample(used, historyStart(anchor) + day * DAY, historyStart(anchor) + (day + 7) * DAY, 1800))
    );
    expect(weekly).toEqual([...weekly].sort((a, b) => a - b));
    expect(weekly[0]).toBeGreaterThan(0.1 * DISK_SIZE);
  });
});

describe('GPUs', () => {
  it('train on working days and idle at the weekend', () => {
    const gpu = find(TEST_ANCHOR, 'demo_gpu_utilization_percent');
    const monday = Date.UTC(2026, 9, 26);
    expect(mean(sample(gpu, monday + 14 * HOUR, monday + 19 * HOUR, 60))).toBeGreaterThan(85);
    expect(mean(sample(gpu, monday - DAY + 14 * HOUR, monday - DAY + 19 * HOUR, 60))).toBeLessThan(10);
  });
});

describe.each(anchors)('requests, anchor %p', (anchor) => {
  const requests = find(anchor, 'demo_http_requests_total');
  const values = sample(requests, historyStart(anchor), anchor, 60);

  it('only ever fall at the one reset', () => {
    const known = [...values].filter(Number.isFinite);
    expect(known.slice(1).filter((value, i) => value < known[i])).toHaveLength(1);
    expect(requests.value(counterReset(anchor) + MINUTE)).toBeLessThan(
      requests.value(counterReset(anchor) - 2 * MINUTE)
    );
  });

  it('count the rate', () => {
    const time = anchor - 2 * DAY;
    const counted = (requests.value(time) - requests.value(time - HOUR)) / 3600;
    const rates = Float64Array.from({ length: 60 }, (_, i) => requestRate(time - i * MINUTE, anchor));
    expect(counted).toBeCloseTo(mean(rates), 1);
  });

  it('are missing in both gaps and nowhere else', () => {
    const minutes = scrapeGaps(anchor).map(({ start, end }) => (end - start) / MINUTE + 1);
    expect(minutes.map(Math.round)).toEqual([181, 41]);
    expect(values.filter(Number.isNaN).length).toBe(222);
  });

  it('peak one hour later (UTC) once the clocks have gone back', () => {
    const peak = (midnight: number) => {
      const rate = Float64Array.from({ length: 1440 }, (_, i) => requestRate(midnight + i * MINUTE, anchor));
      const centre = rate.reduce((sum, r, i) => sum + (r - 25) * i, 0) / rate.reduce((sum, r) => sum + r - 25, 0);
      return centre / 60;
    };
    // The same day of the week on both sides of the change.
    const after = Math.floor(clockChange(anchor) / DAY) * DAY + 3 * DAY;
    expect(peak(after) - peak(after - 7 * DAY)).toBeGreaterThan(0.6);
    expect(peak(after) - peak(after - 7 * DAY)).toBeLessThan(1.4);
    expect(clockChange(TEST_ANCHOR)).toBe(Date.UTC(2026, 9, 25, 1));
  });
});

describe.each(anchors)('memory, anchor %p', (anchor) => {
  it('leaks towards its limit and reaches it within two days', () => {
    const memory = find(anchor, 'demo_memory_used_bytes');
    const values = sample(memory, historyStart(anchor), anchor, 1800);
    expect(Math.max(...values)).toBeLessThan(MEMORY_LIMIT);
    expect(values[0]).toBeLessThan(0.5 * MEMORY_LIMIT);
    expect(memoryCrossing(anchor)).toBeGreaterThan(anchor + 10 * HOUR);
    expect(memoryCrossing(anchor)).toBeLessThan(anchor + 48 * HOUR);
  });
});

describe('the short and the flat', () => {
  it('have ten points on a grid of half hours, and one value', () => {
    const born = sample(find(TEST_ANCHOR, 'demo_new_service_requests'), historyStart(TEST_ANCHOR), TEST_ANCHOR, 1800);
    expect(born.filter(Number.isFinite)).toHaveLength(10);
    const flat = sample(find(TEST_ANCHOR, 'demo_replicas'), historyStart(TEST_ANCHOR), TEST_ANCHOR, 1800);
    expect(new Set(flat)).toEqual(new Set([6]));
    expect(flat).toHaveLength(HISTORY_DAYS * 48 + 1);
  });
});
