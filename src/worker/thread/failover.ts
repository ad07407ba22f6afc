import { type Phrase, type Words, listed, phrase } from '../../core/language';
import { ForecastFailure, nameDevice } from '../../core/options';
import type { Choice, Engines } from '../../engine/devices';
import { type Engine, deviceFailed } from '../../engine/model';
import { throwIfCancelled } from '../../engine/training';
import type { Interruption } from '../protocol';
import { whyNot } from '../whyNot';

/** The task that one device after the other is tried for, and its progress. */
export interface Attempt<T> {
  run(engine: Engine, choice: Choice): Promise<T>;
  /** epochs that are trained already and need not be trained again; 0 where there are none */
  epochsDone(): number;
}

/**
 * Runs something on the first device that can: one that fails, that runs out of memory, that the page's policy
 * refuses or that is too small for the network hands over to the next.
 *
 * @param choices best first, at least one
 * @param interruption how it was interrupted before
 * @returns with a sentence for the user where anything went wrong
 * @throws ForecastFailure the last device's, or what no other device would change
 */
export async function onFirstDevice<T>(
  choices: readonly Choice[],
  interruption: Interruption | undefined,
  engines: Engines,
  signal: AbortSignal,
  { run, epochsDone }: Attempt<T>
): Promise<{ value: T; note?: Phrase }> {
  const failures = interruption ? [describeInterruption(interruption)] : [];
  let last: unknown;
  for (const choice of choices) {
    throwIfCancelled(signal);
    const done = epochsDone();
    try {
      const value = await run(await engines.use(choice.device), choice);
      return { value, ...(failures.length > 0 && { note: handoverNote(failures, choice, done) }) };
    } catch (error) {
      const why = whyNot(error);
      if (why === undefined) {
        throw error;
      }
      failures.push(failed(choice.device, why));
      if (!isTooLarge(error)) {
        engines.drop(choice.device);
      }
      last = error;
    }
  }
  throw last;
}

/** The failure behind an engine's error: one that is none of ours, such as a RangeError for want of memory, is its device's. */
export async function blaming<T>(engine: Engine, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw deviceFailed(engine.device, error);
  }
}

const isTooLarge = (error: unknown) => error instanceof ForecastFailure && error.detail.kind === 'too-large';

function describeInterruption({ what, why, device }: Interruption): Phrase {
  return what === 'device'
    ? failed(device, why)
    : phrase('The background worker stopped while it trained on {{device}} ({{why}})', {
        device: nameDevice(device),
        why: clause(why),
      });
}

const failed = (device: string, why: Words) =>
  phrase('{{device}} failed ({{why}})', { device: nameDevice(device), why });

function handoverNote(all: Phrase[], choice: Choice, epochsDone: number): Phrase {
  const [failures, device] = [listed(all), nameDevice(choice.device)];
  return epochsDone > 0
    ? phrase('{{failures}}, so training continued on {{device}} after epoch {{epoch}}.', {
        failures,
        device,
        epoch: epochsDone,
      })
    : phrase('{{failures}}, so {{device}} took over.', { failures, device });
}

/** A foreign sentence within one of ours. */
const clause = (text: Words) => (typeof text === 'string' ? text.trim().replace(/[.\s]+$/, '') : text);
