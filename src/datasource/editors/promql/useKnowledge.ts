import { useLayoutEffect, useMemo } from 'react';
import { type Client } from '../../api';
import { Knowledge } from './knowledge';

/** The names of a server for as long as an editor is there; what is asked ends with it. */
export function useKnowledge(client: Client): Knowledge {
  const knowledge = useMemo(() => new Knowledge(client), [client]);
  // In an effect of the layout: those of its children, which ask, come later.
  useLayoutEffect(() => {
    knowledge.open();
    return () => knowledge.close();
  }, [knowledge]);
  return knowledge;
}
