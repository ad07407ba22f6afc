import { exampleRequest } from '../../testing/fakeWorker';
import { fromText, toText } from '../messageText';
import type { FromWorker } from '../protocol';
import { TextWorker, type Telegraph } from './textWorker';

class FakeTelegraph implements Telegraph {
  onmessage: Telegraph['onmessage'] = null;
  onerror: Telegraph['onerror'] = null;
  onmessageerror: Telegraph['onmessageerror'] = null;
  sent: string[] = [];
  isTerminated = false;
  postMessage(text: string) {
    this.sent.push(text);
  }
  terminate() {
    this.isTerminated = true;
  }
}

test('messages go out and come in as text, and are what they were', () => {
  const telegraph = new FakeTelegraph();
  const worker = new TextWorker(telegraph);
  const heard: FromWorker[] = [];
  worker.onmessage = ({ data }) => heard.push(data);
  const jobs = [{ id: 1, request: exampleRequest() }];
  worker.postMessage({ type: 'forecast', jobs });
  expect(telegraph.sent.map(fromText)).toEqual([{ type: 'forecast', jobs }]);
  const answer: FromWorker = { type: 'states', states: [{ id: 1, state: { kind: 'queued', ahead: NaN } }] };
  telegraph.onmessage?.({ data: toText(answer) } as MessageEvent);
  expect(heard).toStrictEqual([answer]);
});

test('its end and its errors are those of the worker', () => {
  const telegraph = new FakeTelegraph();
  const worker = new TextWorker(telegraph);
  const errors: string[] = [];
  worker.onerror = ({ message }) => errors.push(message);
  worker.onmessageerror = ({ type }) => errors.push(type);
  telegraph.onerror?.({ message: 'lost' } as ErrorEvent);
  telegraph.onmessageerror?.({ type: 'messageerror' } as MessageEvent);
  worker.terminate();
  expect(errors).toEqual(['lost', 'messageerror']);
  expect(telegraph.isTerminated).toBe(true);
});
