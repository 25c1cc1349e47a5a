import type { KeyboardEvent, ReactElement } from 'react';

export type View = 'calls' | 'table';

const TITLES: Readonly<Record<View, string>> = { calls: 'Upstream', table: 'Table' };
export const PANEL = 'explorer-dock-panel';
export const tabId = (view: View): string => `explorer-dock-tab-${view}`;

interface DockTabsProps {
  readonly views: readonly View[];
  readonly selected: View;
  readonly isOpen: boolean;
  readonly onSelect: (view: View) => void;
}

/** What can be shown below the answer. One stop for the tab key; the arrow keys go from one to the next. */
export function DockTabs({ views, selected, isOpen, onSelect }: DockTabsProps): ReactElement {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = views[(views.indexOf(selected) + step + views.length) % views.length] ?? selected;
    onSelect(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <div className="explorer-dock-tabs" role="tablist" aria-label="Below the answer" onKeyDown={onKeyDown}>
      {views.map((view) => (
        <button
          key={view}
          id={tabId(view)}
          type="button"
          role="tab"
          aria-selected={view === selected}
          {...(isOpen && view === selected && { 'aria-controls': PANEL })}
          tabIndex={view === selected ? 0 : -1}
          onClick={() => onSelect(view)}
        >
          {TITLES[view]}
        </button>
      ))}
    </div>
  );
}
