/** A worker of the browser that runs one task. */
import { answerMessages } from '../tools/answerMessages';
import { runTask, type Question, type TaskName } from './tasks';

answerMessages(({ task, question }: { task: TaskName; question: Question<TaskName> }) => runTask(task, question));
