/** An engine for tests that trains side by side, as a GPU does, and can be told to fail. */
import { ForecastFailure } from '../core/options/errors';
import type { Device, Engine, NetworkGroup } from '../engine/model/engine';
import { createGroup } from '../engine/model/group';
import { createReferenceEngine } from '../engine/reference/reference';

export interface GroupEngine extends Engine {
  /** networks of each group, in the order they were created */
  readonly groups: number[];
  /** networks that were on the device and are not released */
  readonly held: number;
}

/** @param failAfter epochs of a group after which the device is lost; never by default */
export function createGroupEngine(device: Device = 'webgpu', failAfter = Infinity): GroupEngine {
  const oracle = createReferenceEngine();
  const groups: number[] = [];
  let held = 0;
  return {
    ...oracle,
    device,
    groups,
    get held() {
      return held;
    },
    async createGroup(shape, members, options): Promise<NetworkGroup> {
      groups.push(members.length);
      held += members.length;
      const group = await createGroup(oracle, shape, members, options);
      let epochs = 0;
      return {
        size: group.size,
        async trainEpoch(orders, validations, signal) {
          if (++epochs > failAfter) {
            throw new ForecastFailure({ kind: 'device-failed', device, message: 'the GPU was reset' });
          }
          return group.trainEpoch(orders, validations, signal);
        },
        getWeights: () => group.getWeights(),
        dispose: () => {
          held -= members.length;
          group.dispose();
        },
      };
    },
  };
}
