import type { ReactElement } from 'react';
import type { Link, MapType, SchemaMap } from './links.js';

interface TypeLinksProps {
  readonly map: SchemaMap;
  readonly type: MapType;
  readonly onSelect: (name: string) => void;
}

/** What leads to a type and from it, in words; each link goes on to the type at its other end. */
export function TypeLinks({ map, type, onSelect }: TypeLinksProps): ReactElement {
  const { name, description, kinds, links } = type;
  const leadHere = map.types.flatMap((other) => other.links.filter(({ to }) => to === name));
  const entries = map.entries.filter(({ to }) => to === name);
  return (
    <section className="explorer-links" aria-label={`Links of ${name}`}>
      <h3>{name}</h3>
      <p>{description.replaceAll('`', '')}</p>
      {kinds.length > 0 && <p>It is one of {kinds.join(', ')}.</p>}
      {entries.length > 0 && (
        <p>
          Start at it with <code>{entries.map(({ field }) => field).join(', ')}</code>.
        </p>
      )}
      <div className="explorer-link-columns">
        <LinkList title={`From ${name}`} links={links} endOf={({ to }) => to} onSelect={onSelect} />
        <LinkList title={`To ${name}`} links={leadHere} endOf={({ from }) => from} onSelect={onSelect} />
      </div>
    </section>
  );
}

interface LinkListProps {
  readonly title: string;
  readonly links: readonly Link[];
  readonly endOf: (link: Link) => string;
  readonly onSelect: (name: string) => void;
}

function LinkList({ title, links, endOf, onSelect }: LinkListProps): ReactElement {
  return (
    <div>
      <h4>{title}</h4>
      {links.length === 0 && <p>Nothing.</p>}
      <ul>
        {links.map((link) => (
          <li key={`${link.from} ${link.field}`}>
            <code>{link.field}</code>
            {link.isMany && ' many'}{' '}
            <button type="button" onClick={() => onSelect(endOf(link))}>
              {endOf(link)}
            </button>
            {link.onlyOn && <small> on {link.onlyOn}</small>}
          </li>
        ))}
      </ul>
    </div>
  );
}
