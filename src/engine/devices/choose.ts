import { type Phrase, type Words, phrase } from '../../core/language';
import { nameDevice } from '../../core/options';
import type { Device, DeviceStatus, LayersNetwork } from '../model';
import { GROUP, type Speed } from './measure';

/** A device to train on, and why: a short clause without a full stop. */
export interface Choice {
  device: Device;
  reason: Words;
}

/** Known facts of this machine, for networks of one size. */
export interface DeviceFacts {
  /** what `probe` found */
  statuses: readonly DeviceStatus[];
  /** of WebGPU and WASM, where both were timed */
  speeds?: readonly Speed[];
  /** why they were not, though "auto" would have wanted it */
  unmeasured?: Words;
}

/** The training that a device is chosen for. */
export interface Demand {
  /** mini-batches of one series */
  steps: number;
  /** series of this size that wait to be trained */
  series: number;
  /** workers they would spread over on the processor */
  workers: number;
  /** a network of layers, which TensorFlow.js trains on a GPU where there is one; an LSTM if absent */
  network?: LayersNetwork;
}

/** Open a GPU: one worker of the page may. */
export const GPUS: ReadonlySet<Device> = new Set<Device>(['webgpu', 'webgl']);

type Available = Extract<DeviceStatus, { available: true }>;

/** Whether "auto" depends on measuring: it is known beforehand where there is no GPU, or one the processor plays. */
export function isOpen(wanted: Device | 'auto', statuses: readonly DeviceStatus[]): boolean {
  const find = (device: Device) => statuses.find((status) => status.device === device);
  const gpu = find('webgpu');
  return wanted === 'auto' && gpu?.available === true && !gpu.isSoftware && find('wasm')?.available === true;
}

/**
 * Devices to try, best first; at least one, for the last resort exists wherever JavaScript runs. Measured devices go
 * by the time they would need: set-up and steps. WebGL is never preferred to WASM.
 *
 * @param wanted the option: a device, or `auto`
 */
export function rankDevices(wanted: Device | 'auto', facts: DeviceFacts, demand: Demand): Choice[] {
  const { statuses } = facts;
  const speeds = wanted === 'auto' && !demand.network ? facts.speeds : undefined;
  const available = statuses.filter((status): status is Available => status.available);
  const places = demand.network ? LAYERS_PLACES : PLACES;
  const byPlace = [...available].sort((a, b) => place(a, places) - place(b, places));
  const measured = [...(speeds ?? [])]
    .sort((a, b) => estimateMs(a, demand) - estimateMs(b, demand))
    .flatMap(({ device }) => byPlace.filter((status) => status.device === device));
  const automatic = [...new Set([...measured, ...byPlace])];
  const chosen = automatic.filter(({ device }) => device === wanted);
  const [first = { device: 'cpu', available: true, detail: '' } as const, ...rest] = [
    ...new Set([...chosen, ...automatic]),
  ];
  const reason = speeds ? comparison(speeds, first.device, demand) : reasonFor(first, wanted, facts, demand);
  return [
    { device: first.device, reason },
    ...rest.map(({ device }) => ({
      device,
      reason: phrase('{{device}} failed', { device: nameDevice(first.device) }),
    })),
  ];
}

const PLACES: Readonly<Record<Device, number>> = { wasm: 1, webgpu: 2, webgl: 3, cpu: 4 };
const LAYERS_PLACES: Readonly<Record<Device, number>> = { webgpu: 1, webgl: 2, wasm: 3, cpu: 4 };

/** Place in the order of "auto" without figures. A GPU played by the processor comes last: the processor is faster. */
function place({ device, isSoftware }: Available, places: Readonly<Record<Device, number>>): number {
  if (isSoftware) {
    return device === 'webgpu' ? 6 : 5;
  }
  return places[device];
}

/** Time until all the series are trained, ms. */
function estimateMs(speed: Speed, demand: Demand): number {
  return speed.setupMs + demand.steps * roundMs(speed, demand);
}

/** One step of all the series, ms: side by side on a GPU (a line through two measured sizes), else in turns. */
function roundMs({ device, stepMs, groupStepMs }: Speed, { series, workers }: Demand): number {
  if (groupStepMs !== undefined) {
    return stepMs + ((series - 1) * Math.max(0, groupStepMs - stepMs)) / (GROUP - 1);
  }
  return stepMs * (GPUS.has(device) ? series : Math.ceil(series / workers));
}

/** "0.5 ms a step against 3.9 ms on WASM, measured on this machine". */
function comparison(speeds: readonly Speed[], winner: Device, demand: Demand): Phrase {
  const won = speeds.find(({ device }) => device === winner);
  const lost = speeds.find(({ device }) => device !== winner);
  if (!won || !lost) {
    return phrase('the only one that could be measured on this machine');
  }
  const [mine, other] = [won, lost].map((speed) => roundMs(speed, demand));
  const time = milliseconds(mine);
  const figures = {
    mine:
      demand.series > 1
        ? phrase('{{time}} for a step of {{series}} series', { time, series: demand.series })
        : phrase('{{time}} a step', { time }),
    other: milliseconds(other),
    device: nameDevice(lost.device),
  };
  return mine > other
    ? phrase('{{mine}} against {{other}} on {{device}}, which takes {{start}} to start, measured on this machine', {
        ...figures,
        start: milliseconds(lost.setupMs),
      })
    : phrase('{{mine}} against {{other}} on {{device}}, measured on this machine', figures);
}

const milliseconds = (ms: number) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

const unavailable = (device: string, why: Words) =>
  phrase('{{device}} is not available: {{why}}', { device: nameDevice(device), why });

function reasonFor(
  first: Available,
  wanted: Device | 'auto',
  { statuses, unmeasured }: DeviceFacts,
  { network }: Demand
): Words {
  if (first.device === wanted) {
    return first.isSoftware
      ? phrase('chosen in the options; slow, for it is {{detail}}', { detail: first.detail })
      : phrase('chosen in the options');
  }
  const refused = statuses.find(({ device }) => device === wanted);
  if (refused && !refused.available) {
    return unavailable(wanted, refused.why);
  }
  const gpu = statuses.find(({ device }) => device === 'webgpu');
  if (network && GPUS.has(first.device)) {
    return phrase('a GPU, which TensorFlow.js takes where there is one');
  }
  if (first.device === 'wasm' || first.device === 'cpu') {
    if (gpu && !gpu.available) {
      return gpu.why;
    }
    if (gpu?.isSoftware) {
      return phrase('faster than this GPU, which is {{detail}}', { detail: gpu.detail });
    }
    if (unmeasured) {
      return unmeasured;
    }
  }
  const refusal = statuses.find(({ device }) => device === 'wasm');
  if (refusal && !refusal.available) {
    return unavailable('wasm', refusal.why);
  }
  return first.device === 'cpu'
    ? phrase('nothing else is available')
    : phrase('the fastest here for a network of this size');
}
