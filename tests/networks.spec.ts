import { lastResult } from './pages/forecastPanel';
import { quick } from './pages/grafanaApi';
import { expect, test } from './pages/test';

/** The networks of TensorFlow.js, each with the words that the panel has for it. */
const networks = [
  { network: 'gru', named: 'GRU' },
  { network: 'tcn', named: 'TCN' },
  { network: 'transformer', named: 'Transformer' },
] as const;

for (const { network, named } of networks) {
  test(`${named}: trained by TensorFlow.js, blended, kept, and its code loaded for it alone`, async ({
    api,
    openDashboard,
    page,
    panel,
  }) => {
    const fetched: string[] = [];
    page.context().on('request', (request) => fetched.push(request.url()));
    const loadsWasm = () => fetched.some((url) => url.endsWith('tfjs-backend-wasm-simd.wasm'));
    const create = (name: string) =>
      api.createDashboard(`test-${network}`, 'cpu', (p) => ({
        ...p,
        options: { ...p.options, ...quick, history: '7d', sequenceLength: 8, epochs: 4, network: name },
      }));

    const open = async (name: string) => {
      await openDashboard(await create(name));
      await panel.waitUntilReady();
      return (await lastResult(page)).report;
    };
    expect((await open('lstm')).accuracy.map(({ source }) => source)).toContain('lstm');
    expect(loadsWasm()).toBe(false);

    const report = await open(network);
    expect(report.accuracy.map(({ source }) => source)).toContain(network);
    expect(report.accuracy.map(({ source }) => source)).not.toContain('lstm');
    const details = await panel.details();
    expect(details).toMatch(/Device\s+WASM: .*GPU/);
    expect(details).toContain(`${named} of this series`);
    expect(loadsWasm()).toBe(true);

    // The model of the LSTM was not taken for it, and each is found again.
    expect((await open(network)).trainedAt).toBe(report.trainedAt);
  });
}

for (const [device, named] of [
  ['webgpu', 'WebGPU'],
  ['webgl', 'WebGL'],
]) {
  test(`a network of layers trains on ${named}`, { tag: '@webgpu' }, async ({ api, openDashboard, page, panel }) => {
    const uid = await api.createDashboard(`test-layers-${device}`, 'cpu', (p) => ({
      ...p,
      options: {
        ...{ ...p.options, ...quick, history: '7d', sequenceLength: 4, hidden: 4, epochs: 1 },
        ...{ network: 'tcn', device },
      },
    }));
    await openDashboard(uid);
    await panel.waitUntilReady();
    expect(await panel.details()).toMatch(new RegExp(`Device\\s+${named}: chosen in the options`));
    expect((await lastResult(page)).report.accuracy.map(({ source }) => source)).toContain('tcn');
  });
}
