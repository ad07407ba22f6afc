import { MINUTE, historyStart, type Scenario } from '../scenarios';

const label = ({ metric, labels }: Scenario) =>
  `${metric}{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}}`;

/** Metric families in order of their first scenario. */
function families(scenarios: Scenario[]): Scenario[][] {
  const byName = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    byName.set(scenario.metric, [...(byName.get(scenario.metric) ?? []), scenario]);
  }
  return [...byName.values()];
}

/** OpenMetrics names a counter's family without `_total`. */
const header = ({ metric, type, help }: Scenario, openMetrics: boolean) => {
  const family = openMetrics && type === 'counter' ? metric.replace(/_total$/, '') : metric;
  return `# HELP ${family} ${help}\n# TYPE ${family} ${type}\n`;
};

/** The history up to `end` (ms) as OpenMetrics text with timestamps, in pieces: 30 days are 20 MB. */
export function* writeHistory(scenarios: Scenario[], anchor: number, end: number): Generator<string> {
  const start = Math.ceil(historyStart(anchor) / MINUTE) * MINUTE;
  for (const family of families(scenarios)) {
    yield header(family[0], true);
    for (const scenario of family) {
      const name = label(scenario);
      let lines: string[] = [];
      for (let time = start; time <= end; time += MINUTE) {
        const value = scenario.value(time);
        if (!Number.isNaN(value)) {
          lines.push(`${name} ${value} ${time / 1000}\n`);
        }
        if (lines.length >= 1440) {
          yield lines.join('');
          lines = [];
        }
      }
      yield lines.join('');
    }
  }
  yield '# EOF\n';
}

/** The values of this minute, as an exporter shows them. */
export function writeExposition(scenarios: Scenario[], time: number): string {
  const line = (scenario: Scenario) => {
    const value = scenario.value(Math.floor(time / MINUTE) * MINUTE);
    return Number.isNaN(value) ? '' : `${label(scenario)} ${value}\n`;
  };
  return families(scenarios)
    .map((family) => header(family[0], false) + family.map(line).join(''))
    .join('');
}
