import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';

/** Scrolls the strip of tabs to the one that is open, which may be a new one at its end. */
export function TabInView(): null {
  const index = useGraphiQL((state) => state.activeTabIndex);
  const count = useGraphiQL((state) => state.tabs.length);
  useEffect(() => {
    document.getElementById(`graphiql-session-tab-${index}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [index, count]);
  return null;
}
