import './.config/jest-setup';

// React 19's scheduler wants MessageChannel, which jsdom lacks; the one of worker_threads keeps jest alive for ever.
if (typeof globalThis.MessageChannel === 'undefined') {
  globalThis.MessageChannel = class {
    constructor() {
      this.port1 = { onmessage: null, close() {} };
      this.port2 = { postMessage: (data) => setTimeout(() => this.port1.onmessage?.({ data }), 0), close() {} };
    }
  };
}
if (typeof globalThis.structuredClone === 'undefined') {
  globalThis.structuredClone = (value) => require('node:v8').deserialize(require('node:v8').serialize(value));
}
