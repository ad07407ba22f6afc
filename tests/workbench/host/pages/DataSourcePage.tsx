import { Chrome } from './Chrome';

export const DataSourcePage = () => <Chrome crumbs={[{ text: 'Home', url: '/' }]}>data source</Chrome>;
