import vm from 'node:vm';
import { blobSource, createWorker, workerUrl } from './createWorker';

const CDN = 'https://cdn.example/presage-forecast-app/0.1.0/';

describe('createWorker', () => {
  const started: Array<{ url: string; sent: unknown[] }> = [];
  class StubWorker {
    sent: unknown[] = [];
    constructor(url: string) {
      started.push({ url: String(url), sent: this.sent });
    }
    postMessage(message: unknown) {
      this.sent.push(message);
    }
    addEventListener() {}
  }

  function page(publicPath: string, search = '') {
    started.length = 0;
    const location = { origin: 'https://grafana.example', search };
    Object.assign(globalThis, {
      Worker: StubWorker,
      document: { baseURI: 'https://grafana.example/sub/' },
      location,
      window: { location },
      __webpack_public_path__: publicPath,
      __webpack_hash__: 'abc',
    });
  }
  afterAll(() => {
    for (const name of ['Worker', 'document', 'location', 'window', '__webpack_public_path__', '__webpack_hash__']) {
      Reflect.deleteProperty(globalThis, name);
    }
  });

  it("loads the script itself from the page's own origin", () => {
    page('public/plugins/presage-forecast-app/');
    createWorker();
    const publicPath = 'https://grafana.example/sub/public/plugins/presage-forecast-app/';
    expect(started).toEqual([
      { url: `${publicPath}panel/forecast.worker.js?_cache=abc`, sent: [{ type: 'start', publicPath }] },
    ]);
  });

  it('goes through a Blob for another origin, and says where the bundle is', () => {
    page(CDN);
    createWorker();
    expect(started[0].url).toMatch(/^blob:/);
    expect(started[0].sent).toEqual([{ type: 'start', publicPath: CDN }]);
  });

  it('goes through a Blob where the image renderer takes a picture, which waits for every script of the page', () => {
    page('public/plugins/presage-forecast-app/', '?panelId=1&render=1');
    createWorker();
    expect(started[0].url).toMatch(/^blob:/);
  });
});

describe('blobSource', () => {
  const url = workerUrl(CDN, 'a b');
  const run = (self: object) => {
    const imported: unknown[] = [];
    vm.runInNewContext(blobSource(url), { self, importScripts: (script: unknown) => imported.push(script) });
    return imported;
  };

  it('imports the script', () => {
    expect(url).toBe(`${CDN}panel/forecast.worker.js?_cache=a%20b`);
    expect(run({})).toEqual([url]);
  });

  it('imports it through a policy where there are trusted types', () => {
    const createPolicy = (_: string, rules: { createScriptURL(text: string): string }) => ({
      createScriptURL: (text: string) => ({ trusted: rules.createScriptURL(text) }),
    });
    expect(run({ trustedTypes: { createPolicy } })).toEqual([{ trusted: url }]);
  });

  it('tries the plain address where the policy is not allowed', () => {
    const createPolicy = () => {
      throw new TypeError('Policy "presage-forecast-worker" disallowed.');
    };
    expect(run({ trustedTypes: { createPolicy } })).toEqual([url]);
  });
});
