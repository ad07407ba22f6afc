import {
  createDataFrame,
  type DataFrame,
  type DataQueryError,
  type DataQueryResponse,
  LoadingState,
} from '@grafana/data';
import { map, merge, type Observable } from 'rxjs';
import { HISTORY_SHARE } from '../core/series';
import { describeReason, RequestFailure } from './api';
import { type PromQuery } from './types';

/** All answers; the whole is done when each is. An error stands until then: Grafana reads those of the last answer. */
export function mergeAnswers(all: Array<Observable<DataQueryResponse>>): Observable<DataQueryResponse> {
  const pending = new Set(all.keys());
  const errors: DataQueryError[] = [];
  return merge(
    ...all.map((one, i) =>
      one.pipe(
        map((response) => {
          if (response.state === LoadingState.Done || response.state === LoadingState.Error) {
            pending.delete(i);
          }
          errors.push(...(response.errors ?? []));
          const done = errors.length > 0 ? LoadingState.Error : LoadingState.Done;
          const key = response.key ?? 'queries';
          return { ...response, ...said(errors), key, state: pending.size > 0 ? LoadingState.Loading : done };
        })
      )
    )
  );
}

/** The outcome of several queries: the frames of those that worked, the errors of the others. */
export function toResponse(
  outcomes: Array<PromiseSettledResult<DataFrame[]>>,
  targets: PromQuery[]
): DataQueryResponse {
  const errors = outcomes.flatMap((outcome, i) =>
    outcome.status === 'rejected' ? [toQueryError(outcome.reason, targets[i].refId)] : []
  );
  return {
    data: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : [])),
    state: errors.length > 0 ? LoadingState.Error : LoadingState.Done,
    ...said(errors),
  };
}

/** Tells our panel the share of a history that has come. @param share 0 to 1 */
export function shareResponse(refId: string, share: number): DataQueryResponse {
  const frame = createDataFrame({ refId, fields: [], meta: { custom: { [HISTORY_SHARE]: share } } });
  return { data: [frame], state: LoadingState.Loading };
}

/** Panels of Grafana 12 read `error`, newer ones `errors`. */
const said = (errors: DataQueryError[]): Pick<DataQueryResponse, 'errors'> =>
  errors.length > 0 ? ({ error: errors[0], errors: [...errors] } as Pick<DataQueryResponse, 'errors'>) : {};

/** Nobody waits for it any more, or a newer request took its place. */
export function isCancelled(outcome: PromiseSettledResult<unknown>): boolean {
  return (
    outcome.status === 'rejected' &&
    outcome.reason instanceof RequestFailure &&
    outcome.reason.detail.kind === 'cancelled'
  );
}

function toQueryError(reason: unknown, refId: string): DataQueryError {
  return { refId, message: describeReason(reason) };
}
