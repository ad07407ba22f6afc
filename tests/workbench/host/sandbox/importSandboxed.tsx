import type { PluginMeta } from '@grafana/data';
import createVirtualEnvironment from '@locker/near-membrane-dom';
import React, { memo, type ComponentType } from 'react';
import { sharedModule } from '../sharedModules';
import { createDistortions, flattenMessages, guardElement, isElement, withOwnLocation } from './distortions';
import { isLive, markInstance } from './liveTargets';

type Exports = Record<string, unknown>;
type Factory = (...dependencies: unknown[]) => Exports | undefined;

let isPatched = false;

/**
 * A plugin's module in a realm of its own behind a membrane, as Grafana loads the plugins of
 * `enable_frontend_sandbox_for_plugins`.
 */
export function importSandboxed(meta: PluginMeta): Promise<Exports> {
  if (!isPatched) {
    isPatched = true;
    flattenMessages();
  }
  return new Promise((resolve, reject) => {
    const evaluate = (source: string) => environment.evaluate(source);
    const distortions = createDistortions(evaluate);
    const define = (dependencies: string[], factory: Factory) => {
      try {
        const exports: Exports = {};
        const own: Record<string, unknown> = { exports, module: { id: meta.id, uri: meta.module, exports } };
        const made = factory(...dependencies.map((name) => own[name] ?? sharedModule(name)));
        resolve(wrapComponents(made ?? exports, meta.id));
      } catch (error) {
        reject(error);
      }
    };
    const environment = createVirtualEnvironment(window, {
      distortionCallback: (original) => {
        if (isElement(original)) {
          return guardElement(original, meta.id) as typeof original;
        }
        markInstance(original);
        return (distortions.get(original)?.(original as never) as typeof original) ?? original;
      },
      liveTargetCallback: isLive,
      endowments: Object.getOwnPropertyDescriptors({ locationSandbox: window.location, define }),
    });
    fetch(`/${meta.module}`)
      .then((response) => response.text())
      .then((source) => evaluate(withOwnLocation(source)))
      .catch(reject);
  });
}

/** Only below an element of this attribute does the sandbox see elements as they are. */
function wrap<P extends object>(Wrapped: ComponentType<P>, pluginId: string): ComponentType<P> {
  const Sandboxed = (props: P) => (
    <div data-plugin-sandbox={pluginId} style={{ height: '100%' }}>
      <Wrapped {...props} />
    </div>
  );
  return memo(Sandboxed) as unknown as ComponentType<P>;
}

function wrapComponents(exports: Exports, pluginId: string): Exports {
  const plugin = exports.plugin as { panel?: ComponentType; components?: Record<string, ComponentType> };
  if (plugin.panel) {
    plugin.panel = wrap(plugin.panel, pluginId);
  }
  for (const [name, component] of Object.entries(plugin.components ?? {})) {
    plugin.components![name] = wrap(component, pluginId);
  }
  return exports;
}
