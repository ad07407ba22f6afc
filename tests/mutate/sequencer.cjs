const { default: Sequencer } = require('@jest/test-sequencer');

/** The tests in the order in which the runner named them: the quickest first. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = new Map(globalThis.presageOrder.map((path, at) => [path, at]));
    return [...tests].sort((a, b) => rank.get(a.path) - rank.get(b.path));
  }
};
