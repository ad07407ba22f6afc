import { toCSV, type DataFrame } from '@grafana/data';

/** Hands frames to the browser as a CSV file, one table a frame. */
export function downloadCsv(frames: DataFrame[], fileName: string): void {
  downloadFile(new Blob([toCSV(frames)], { type: 'text/csv;charset=utf-8' }), fileName);
}

/** Hands a file to the browser, which saves it or asks where to. */
export function downloadFile(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
