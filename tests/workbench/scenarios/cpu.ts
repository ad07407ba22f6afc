import { HOUR, MINUTE, activity, pulse } from './calendar';
import { machineNoise } from './noise';
import type { Scenario, Span } from './scenario';

export interface Incident extends Span {
  direction: 'above' | 'below';
  what: string;
}

/** The three incidents of the last three days before the anchor. */
export function cpuIncidents(anchor: number): Incident[] {
  const at = (hours: number, duration: number) => ({
    start: anchor - hours * HOUR,
    end: anchor - (hours - duration) * HOUR,
  });
  return [
    { ...at(60, 2), direction: 'above', what: 'a runaway report' },
    { ...at(33, 3), direction: 'above', what: 'a retry storm' },
    { ...at(9, 2), direction: 'below', what: 'the workers stopped' },
  ];
}

/** CPU of a web server: day and week, noise of 2 points, and three incidents. */
export function cpu(anchor: number): Scenario {
  const [report, retries, stopped] = cpuIncidents(anchor);
  const ramp = 12 * MINUTE;
  return {
    metric: 'demo_cpu_usage_percent',
    labels: { instance: 'web-1' },
    type: 'gauge',
    help: 'CPU usage of a web server, percent.',
    value(time) {
      const minute = Math.floor(time / MINUTE);
      const usual = 19 + 44 * activity(time) + 2 * machineNoise(101, minute);
      const swing = Math.sin((2 * Math.PI * (time - retries.start)) / (50 * MINUTE));
      const extra =
        30 * pulse(time, report.start, report.end, ramp) +
        (26 + 4 * swing) * pulse(time, retries.start, retries.end, ramp);
      const idle = 3 + 0.5 * machineNoise(111, minute);
      const down = pulse(time, stopped.start, stopped.end, ramp);
      return clampPercent((usual + extra) * (1 - down) + idle * down);
    },
  };
}

export const clampPercent = (value: number) => Math.min(100, Math.max(0, value));
