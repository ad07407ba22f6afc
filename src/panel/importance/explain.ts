import type { Importance } from '../../core/lstm';
import type { ForecastClient } from '../../worker/protocol';
import type { ForecastSession } from '../session';

/**
 * Says what the network of a series goes by, by falling share; undefined where none that was trained is at hand.
 * @throws ForecastFailure the job's error
 */
export type Explain = (key: string) => Promise<Importance[] | undefined>;

/** After panels in sight. */
const PRIORITY = 1;

/** Surroundings of `explain`; tests bring their own. */
export interface ExplainParts extends Pick<ForecastSession, 'questionOf' | 'panelOf'> {
  client(): ForecastClient;
}

/** Asks the worker, with the model that is stored, or pinned: nothing is trained for it. */
export function createExplain({ client, questionOf, panelOf }: ExplainParts): Explain {
  return async (key) => {
    const asked = questionOf(key);
    if (!asked) {
      return undefined;
    }
    const { names, request, pinned } = asked;
    const job = {
      ...{ key: `${names.key}/importance`, identity: names.identity, priority: PRIORITY, pinned },
      request: { ...request, panel: panelOf(), isExplained: true },
    };
    const { importance } = await client().forecast(job, () => undefined, new AbortController().signal);
    return importance;
  };
}
