import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { type Knowledge } from './knowledge';

type Completion = ReturnType<PromQLExtension['getComplete']>;

/**
 * The Prometheus project's completion. Behind a whole expression it would open a list of operators, which are quicker
 * typed than chosen, and the next Enter would take the first: it opens where a word is begun, or when it is asked for.
 */
export function promqlCompletion(knowledge: Knowledge): Completion {
  const own = new PromQLExtension().setComplete({ remote: knowledge }).getComplete();
  return {
    promQL: async (context) => {
      const found = await own.promQL(context);
      const isOfOperators = found?.options.some(({ label }) => label === 'unless');
      const isBegun = found && /^\w+$/.test(context.state.sliceDoc(found.from, context.pos));
      return isOfOperators && !isBegun && !context.explicit ? null : found;
    },
  };
}
