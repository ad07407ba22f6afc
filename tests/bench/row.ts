import type { Laboratory } from './laboratory';

/** One target of the training engine, and how it is measured. */
export interface Row {
  /** T1 to T12, or a name */
  id: string;
  what: string;
  target: string;
  /** @throws Error whose message says why the row could not be run here */
  run(laboratory: Laboratory): Promise<Outcome>;
}

export type Outcome = Measured | NotRun;

export interface Measured {
  /** the figure of the target, to read */
  measured: string;
  /** absent where it holds for a target that this machine cannot judge */
  isMet?: boolean;
  /** smallest and largest of the rounds */
  spread?: string;
  /** on what it ran: browser or Node, device, adapter; and what else there is to know */
  where: string;
  /** so far from the target that no machine can be the reason: the short form fails */
  isFar?: boolean;
  /** all figures, for the JSON */
  figures: Record<string, unknown>;
}

/** A sentence: what is missing, and what to do where something can be done. */
export interface NotRun {
  why: string;
}

export const isMeasured = (outcome: Outcome): outcome is Measured => 'measured' in outcome;

/** What `measure` resolves with, or the reason why it could not. */
export async function attempt<Result extends object>(measure: () => Promise<Result>): Promise<Result | NotRun> {
  try {
    return await measure();
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

/** The sentence of an error that a worker or a process sent: without the wrappings of those who passed it on. */
function reasonOf(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/^(page\.evaluate: |Error: )+/, '').trim();
}
