import { type Words, Spoken, english, phrase } from '../../core/language';
import { reasonOf } from './reasonOf';
import { isOpen, type DeviceFacts } from './choose';
import { type Bucket, type Device, type DeviceStatus, bucketKey } from '../model';
import { measureSpeed, type Speed } from './measure';
import type { Engines } from './engines';
import type { SpeedStore } from './speedStore';

/** The surroundings of a benchmark; tests bring their own. */
export interface DeviceBenchmarkParts {
  probe(): Promise<DeviceStatus[]>;
  engines: Engines;
  speeds: SpeedStore;
  /** name and version of the browser: another may be faster */
  browser: string;
  /** clock in ms */
  now?(): number;
}

/** Those that "auto" chooses between. */
const CANDIDATES: readonly Device[] = ['webgpu', 'wasm'];
/** Goes up when an engine becomes much faster or slower. */
const VERSION = 1;
/** A driver that hangs must not hang the panel. */
const MEASURING_MS = 10_000;

/** Finds out what this machine can do: looks for devices once, and times them once for each size of network. */
export class DeviceBenchmark {
  private found: Promise<DeviceStatus[]> | undefined;

  constructor(private readonly parts: DeviceBenchmarkParts) {}

  /** @param bucket size to time the devices for, if "auto" would depend on that; nothing is timed without. Never throws. */
  async benchmark(bucket?: Bucket): Promise<DeviceFacts> {
    const { probe, speeds: store, browser } = this.parts;
    this.found ??= probe();
    const statuses = await this.found;
    if (!bucket || !isOpen('auto', statuses)) {
      return { statuses };
    }
    const details = statuses.map((status) => (status.available ? english(status.detail) : ''));
    const key = JSON.stringify([VERSION, browser, details, bucketKey(bucket)]);
    const stored = await store.load(key);
    if (stored) {
      return { statuses, speeds: stored };
    }
    const speeds: Speed[] = [];
    const failed = new Map<Device, Words>();
    for (const device of CANDIDATES) {
      try {
        speeds.push(await this.measure(device, bucket));
      } catch (error) {
        failed.set(device, reasonOf(error));
        this.parts.engines.drop(device);
      }
    }
    if (failed.size > 0) {
      return { statuses: statuses.map((status) => asFailed(status, failed.get(status.device))) };
    }
    void store.save(key, speeds);
    return { statuses, speeds };
  }

  private measure(device: Device, bucket: Bucket): Promise<Speed> {
    const { engines, now } = this.parts;
    let timer: ReturnType<typeof setTimeout>;
    const late = new Promise<never>((_, reject) => {
      const words = phrase('it did not finish four steps within {{seconds}} s', { seconds: MEASURING_MS / 1000 });
      timer = setTimeout(() => reject(new Spoken(words)), MEASURING_MS);
    });
    const speed = measureSpeed(device, () => engines.use(device), bucket, now);
    return Promise.race([speed, late]).finally(() => clearTimeout(timer));
  }
}

function asFailed(status: DeviceStatus, why: Words | undefined): DeviceStatus {
  return why === undefined
    ? status
    : { device: status.device, available: false, why: phrase('it failed when it was tried: {{why}}', { why }) };
}
