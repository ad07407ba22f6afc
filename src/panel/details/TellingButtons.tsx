import { Button, Stack } from '@grafana/ui';
import React, { useState } from 'react';
import { describeError, toForecastError } from '../../core/options';
import { say, tell } from '../../language';

/** Ways in which findings leave the panel. */
export interface Telling {
  /** resolves with a sentence on what was done; absent where nothing can be written */
  annotate?(): Promise<string>;
  isNotifying: boolean;
  /** resolves with a sentence where the browser does not allow it */
  notify(): Promise<string | undefined>;
}

/** Writes incidents to Grafana, and switches notifications of this browser. */
export function TellingButtons({ annotate, isNotifying, notify }: Telling) {
  const [said, setSaid] = useState<string>();
  const attempt = (work: Promise<string | undefined>) =>
    work.then(setSaid, (error: unknown) => setSaid(tell(describeError(toForecastError(error)))));
  return (
    <>
      <Stack wrap="wrap" gap={1}>
        {annotate && (
          <Button
            size="sm"
            variant="secondary"
            icon="comment-alt"
            // What the click did is said below the button, where the tooltip would hide it.
            tooltipPlacement="top"
            tooltip={say(
              'Writes each incident to Grafana as an annotation of this panel. Written again, those that are there stay.'
            )}
            onClick={() => void attempt(annotate())}
          >
            {say('Write as annotations')}
          </Button>
        )}
        <Button
          size="sm"
          variant="secondary"
          icon="bell"
          aria-pressed={isNotifying}
          tooltipPlacement="top"
          tooltip={say(
            'Notifies of incidents and crossings that come up while this page is open, in this browser alone.'
          )}
          onClick={() => void attempt(notify())}
        >
          {isNotifying ? say('Stop notifying me') : say('Notify me here')}
        </Button>
      </Stack>
      {said && <p role="status">{said}</p>}
    </>
  );
}
