import { appFolder } from '../core/publicPath';

// Lazy chunks lie in the app's folder, not in this nested plugin's. Must run before anything is loaded lazily.
__webpack_public_path__ = appFolder(__webpack_public_path__);
