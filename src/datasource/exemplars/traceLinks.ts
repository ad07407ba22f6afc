import type { DataLink } from '@grafana/data';
import type { TraceLink } from '../types';

/** The links of a label. @param nameOf the name of a data source by its uid */
export function traceLinks(
  stored: readonly TraceLink[],
  label: string,
  nameOf: (uid: string) => string | undefined
): DataLink[] {
  return stored
    .filter(({ name }) => name === label)
    .flatMap(({ url, datasourceUid, urlDisplayLabel }): DataLink[] => {
      const source = datasourceUid && nameOf(datasourceUid);
      if (datasourceUid && source) {
        const internal = {
          query: { refId: 'Q-exemplar', query: '${__value.raw}', queryType: 'traceql' },
          ...{ datasourceUid, datasourceName: source },
        };
        return [{ title: urlDisplayLabel || source, url: '', internal }];
      }
      return url ? [{ title: urlDisplayLabel || url, url, targetBlank: true }] : [];
    });
}
