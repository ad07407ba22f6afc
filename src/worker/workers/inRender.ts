declare global {
  interface Window {
    /** there where Grafana's image renderer drives the page */
    __grafanaImageRendererMessageChannel?: unknown;
    /** what Grafana starts with; its `config.bootData` */
    grafanaBootData?: { user?: { authenticatedBy?: string } };
  }
}

/** Whether the page is there for a picture of it: by the renderer itself, its login, or the address that Grafana gives it. */
export function isInRender(): boolean {
  return (
    typeof window.__grafanaImageRendererMessageChannel === 'function' ||
    window.grafanaBootData?.user?.authenticatedBy === 'render' ||
    new URLSearchParams(window.location.search).get('render') === '1'
  );
}
