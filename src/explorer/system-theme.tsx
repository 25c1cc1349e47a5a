import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

/** Turns the editors dark or light when the system does, unless one of both was chosen: GraphiQL itself looks only once. */
export function SystemTheme(): null {
  const isSystems = useGraphiQL((state) => state.theme === null);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (!isSystems) return;
    const isDark = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setTheme(null);
    isDark.addEventListener('change', follow);
    return () => isDark.removeEventListener('change', follow);
  }, [isSystems, setTheme]);
  return null;
}
