/** Free variables that webpack replaces in the modules of a bundle. */

/** The folder all chunks of the bundle load from; ends in `/`. */
declare let __webpack_public_path__: string;
/** Hash of the whole build: changes with any of its files. */
declare const __webpack_hash__: string;
