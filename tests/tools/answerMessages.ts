/** Inside a worker: answers every message with what `handle` makes of it, or with its error, as `askWorker` expects. */
export function answerMessages<Message>(handle: (message: Message) => Promise<unknown>): void {
  onmessage = async ({ data }: MessageEvent<Message>) => {
    try {
      postMessage({ result: await handle(data) });
    } catch (error) {
      const detail = error instanceof Error && 'detail' in error ? JSON.stringify(error.detail) : '';
      postMessage({ error: `${error} ${detail}` });
    }
  };
}
