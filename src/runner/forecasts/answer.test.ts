import { request } from '../../testing/jobKit';
import { answer } from './answer';

test.each(['lstm', 'gru'] as const)(
  'trains a network that the options name, on what the runner has: %s',
  async (network) => {
    const { result, model } = await answer({ ...request({ network, epochs: 1 }), train: true });
    expect(result.report.accuracy.map(({ source }) => source)).toContain(network);
    expect(model?.device).toBe(network === 'lstm' ? 'wasm' : 'cpu');
    expect(result.report.notes.join()).not.toContain('failed');
  }
);
