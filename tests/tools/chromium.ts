/** Chromium's flags, headless and without a network; for a WebGPU that the processor plays where there is no GPU. */
export const CHROMIUM_FLAGS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Without it no page gets an adapter. */
export const WEBGPU_FLAG = '--enable-unsafe-webgpu';
export const SWIFTSHADER_FLAGS: readonly string[] = [WEBGPU_FLAG, '--use-webgpu-adapter=swiftshader'];
