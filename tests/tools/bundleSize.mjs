/** Bytes that the files of `dist` may have; what is measured on 2026-11-28 and a tenth. A rule of `npm run validate`. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** @type {Record<string, number>} file -> bytes; `*` is any lazy chunk, `total` all scripts together */
export const LIMITS = {
  // The app's page is a chunk of its own; this is its registration, and what puts words into the user's language.
  'module.js': 4_800,
  // Queries, the cache of histories and the forms, 138 kB with the form of variables; the editor of PromQL and the
  // forecast of queries are lazy chunks. 154 kB with exemplars and texts with named places, whose translations are files of their own.
  'datasource/module.js': 165_000,
  // The instant forecast is the blend's own code with three members, and live samples are judged by the detectors': both
  // run on the page, which cannot wait for a worker that trains. 310 kB since the verdict and the calibrated detector,
  // 339 kB since the search for settings, past forecasts, dragged exclusions, pins and calibrated chances, 346 kB since a
  // panel is copied as configuration of the runner, and more since the page checks stored models of other networks, the
  // forecast is dragged into the past and incidents become annotations; 372 kB with holidays and networks of a panel; 396 kB with
  // stacks, exemplars, drift, what matters to a forecast, and texts with named places; 414 kB with what comes on dates (10 kB) and the
  // record of a series.
  'panel/module.js': 424_000,
  // 268 kB since what matters to a forecast, drift, and reasons that are phrases; 284 kB with what comes on dates (10 kB).
  'panel/forecast.worker.js': 292_000,
  // The table of holidays. Its rules are computed by a chunk of 293 kB, most of it the orbit of the earth for lunar calendars
  // and equinoxes. The worker fetches both where an option names a country.
  'holidays.js': 11_500,
  // The largest is the editor: CodeMirror with the Prometheus project's grammar, loaded when a query is edited.
  '*': 496_000,
  // The forecast of queries repeats the panel's core in a chunk of its own: nested plugins share no module. 820 kB are
  // TensorFlow.js for networks beside the LSTM: its layers (238 kB) and its backends for WebGPU (292 kB), the CPU and
  // WASM, each fetched only where such a network trains on it; 303 kB are the holidays.
  total: 3_480_000,
};

/** A sentence for each limit that is exceeded. @param {string} dist the folder of the build */
export function* checkSizes(dist, limits = LIMITS) {
  let total = 0;
  for (const name of readdirSync(dist, { recursive: true }).map(String).sort()) {
    if (!name.endsWith('.js')) {
      continue;
    }
    const bytes = statSync(path.join(dist, name)).size;
    total += bytes;
    yield* check(`dist/${name}`, bytes, limits[name.split(path.sep).join('/')] ?? limits['*']);
  }
  yield* check('dist: all scripts together', total, limits.total);
}

function* check(what, bytes, limit) {
  if (bytes > limit) {
    yield `${what}: ${bytes} bytes, more than the ${limit} of tests/tools/bundleSize.mjs; find what made it grow, or raise the limit and say why`;
  }
}
