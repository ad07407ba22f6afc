import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { SceneDataTransformer, SceneQueryRunner, type EmbeddedScene, type VizPanel } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { OptionsPane } from './OptionsPane';
import { QueryRows } from './QueryRows';

/** The innermost data provider of a panel. */
function runnerOf(panel: VizPanel): SceneQueryRunner | undefined {
  const provider = panel.state.$data;
  const inner = provider instanceof SceneDataTransformer ? provider.state.$data : provider;
  return inner instanceof SceneQueryRunner ? inner : undefined;
}

/** Grafana's panel editor: the panel and its queries on the left, the options on the right. */
export function PanelEditor({ scene, panel }: { scene: EmbeddedScene; panel: VizPanel }) {
  const styles = useStyles2(getStyles);
  const [isLoaded, setIsLoaded] = useState(false);
  panel.useState();
  useEffect(() => {
    // The plugin arrives after the first render and is no part of the panel's state.
    const timer = setInterval(() => panel.getPlugin() && setIsLoaded(true), 50);
    return () => clearInterval(timer);
  }, [panel]);
  const runner = runnerOf(panel);
  return (
    <div className={styles.editor}>
      <div className={styles.left}>
        <div className={styles.scene}>
          <scene.Component model={scene} />
        </div>
        {runner && <QueryRows runner={runner} />}
      </div>
      {isLoaded && <OptionsPane panel={panel} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 340px',
    gap: theme.spacing(2),
    height: 'calc(100vh - 60px)',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)', height: 'auto' },
  }),
  left: css({ overflow: 'auto', display: 'flex', flexDirection: 'column' }),
  scene: css({ flex: '0 0 auto', height: '60vh', display: 'flex', '& > div': { flex: 1 } }),
});
