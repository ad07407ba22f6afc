import { timeAnswers, timeFirstAnswer } from './answer';
import { measureCancel } from './cancel';
import { countDispatches, countStockDispatches } from './dispatches';
import { describeGpu } from './gpu';
import { measureGradients } from './gradients';
import { trainGroup } from './group';
import { measureHostCost } from './hostCost';
import { trainLosses } from './losses';
import { measureMemory } from './memory';
import { timeNetworks } from './networks';
import { timeSteps } from './steps';

/** What a worker of the browser or a process of Node can be asked to measure; questions and answers are plain JSON. */
export const tasks = {
  countDispatches,
  countStockDispatches,
  describeGpu,
  measureCancel,
  measureGradients,
  measureHostCost,
  measureMemory,
  timeAnswers,
  timeFirstAnswer,
  timeNetworks,
  timeSteps,
  trainGroup,
  trainLosses,
};

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
export type Question<K extends TaskName> = Parameters<Tasks[K]>[0];
export type Answer<K extends TaskName> = Awaited<ReturnType<Tasks[K]>>;

/** Runs a task by its name. */
export function runTask<K extends TaskName>(task: K, question: Question<K>): Promise<Answer<K>> {
  return (tasks[task] as (question: Question<K>) => Promise<Answer<K>>)(question);
}
