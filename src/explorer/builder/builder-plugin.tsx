import { Spinner, type GraphiQLPlugin } from '@graphiql/react';
import { lazy, Suspense, useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { iconOf } from '../icon.js';

/** How long its inputs take to appear. */
const SETTLING_MS = 300;

/** Loaded when it is first opened. */
const Builder = lazy(async () => {
  const { explorerPlugin } = await import('@graphiql/plugin-explorer');
  return { default: explorerPlugin({ title: 'Query builder', showAttribution: false }).content };
});

function BuilderPanel(): ReactElement {
  return (
    <section className="explorer-panel explorer-builder" aria-label="Query builder">
      <h2>Query builder</h2>
      <p>Tick fields to ask for them. This writes the query anew, without its comments.</p>
      <Suspense fallback={<Spinner />}>
        <Calm>
          <Builder />
        </Calm>
      </Suspense>
    </section>
  );
}

/** Cannot be given the focus at first: the builder gives it to each of its inputs in turn, which would scroll down to the last. */
function Calm({ children }: { readonly children: ReactNode }): ReactElement {
  const [isSettled, setIsSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSettled(true), SETTLING_MS);
    return () => clearTimeout(timer);
  }, []);
  return <div inert={!isSettled}>{children}</div>;
}

const TickIcon = iconOf('M3.75 5.75h4v4h-4zM11 7.75h9.5M3.75 14.25h4v4h-4zM11 16.25h9.5M4.9 16.2l1 1 2.6-3');

/** Puts a query together by ticking fields. */
export const builderPlugin: GraphiQLPlugin = { title: 'Query builder', icon: TickIcon, content: BuilderPanel };
