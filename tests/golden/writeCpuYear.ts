/** Prints 2025 of the demo's CPU from its first Monday on, a value each half hour: what a model of Keras learns from. */
import { cpu } from '../workbench/scenarios/cpu';

const START = Date.UTC(2025, 0, 6);
const STEP_MS = 30 * 60_000;
const DAYS = 359;
// Its incidents lie in the days before this.
const scenario = cpu(Date.UTC(2030, 0, 1));
const values = Array.from({ length: DAYS * 48 }, (_, i) => scenario.value(START + i * STEP_MS));
process.stdout.write(JSON.stringify({ values: values.map((value) => Number(value.toFixed(4))) }));
