/**
 * Imported first, for its effect, by the module of each nested plugin:
 *
 *     import '../publicPath';
 *
 * The scaffold sets webpack's public path to the folder the module came from, where no lazy chunk is; from here on it
 * is the app's folder. This must happen before any other module of ours runs, hence an effect at import.
 */
import { appFolder } from './core/publicPath';

__webpack_public_path__ = appFolder(__webpack_public_path__);
