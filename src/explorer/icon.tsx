import type { ReactElement } from 'react';

/** The icon of a panel, drawn by one path, as GraphiQL draws its own. */
export const iconOf = (path: string) =>
  function Icon(): ReactElement {
    return (
      <svg height="1em" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
        <path d={path} />
      </svg>
    );
  };
