/** Hands what Jest knows of each test file to the runner in the same process, and runs none once one has failed. */
module.exports = class {
  onTestFileStart() {
    // Jest's own bail ends the process.
    if (globalThis.presageIsDecided()) {
      throw new Error('another test has noticed the mutant');
    }
  }

  onTestResult(test, result) {
    globalThis.presageReport(test.path, result);
  }
};
