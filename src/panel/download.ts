import { toCSV, type DataFrame } from '@grafana/data';

/** Hands frames to the browser as a CSV file, one table a frame. */
export function downloadCsv(frames: DataFrame[], fileName: string): void {
  const url = URL.createObjectURL(new Blob([toCSV(frames)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
