/** An error in Prometheus's own form: `errorType` and the status that belongs to it. */
export class ApiError extends Error {
  constructor(
    readonly errorType: 'bad_data' | 'execution' | 'not_found',
    message: string,
    readonly status = errorType === 'execution' ? 422 : errorType === 'not_found' ? 404 : 400
  ) {
    super(message);
  }
}

/** PromQL that the embedded server leaves to a real Prometheus. */
export const notEvaluated = (what: string) =>
  new ApiError('bad_data', `the workbench's embedded server does not evaluate ${what}; a real Prometheus does`, 422);
