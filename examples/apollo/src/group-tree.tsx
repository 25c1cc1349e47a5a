import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { graphql, readFragment, type FragmentType } from './gql';
import { GroupName } from './group-name';

const GROUP = graphql(`
  fragment Group on Group {
    id
    name
    deviceCount
    childrenCount
  }
`);

const CHILDREN = graphql(`
  query Children($id: ID!, $first: Int!, $after: String) {
    group(id: $id) {
      id
      children(first: $first, after: $after) {
        edges {
          node {
            id
            ...Group
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

interface Choice {
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}

interface GroupProps extends Choice {
  readonly group: FragmentType<typeof GROUP>;
  readonly startsOpen?: boolean;
}

/** A group, and those below it once it is opened: nobody waits for the whole tree. */
export function Group({ group, startsOpen = false, ...choice }: GroupProps) {
  const { id, name, deviceCount, childrenCount } = readFragment(GROUP, group);
  const [isOpen, setOpen] = useState(startsOpen);
  return (
    <li>
      <div className={id === choice.selected ? 'group selected' : 'group'}>
        <button
          className="toggle"
          aria-label={`Groups in ${name}`}
          aria-expanded={isOpen}
          disabled={childrenCount === 0}
          onClick={() => setOpen(!isOpen)}
        >
          {childrenCount === 0 ? '' : isOpen ? '▾' : '▸'}
        </button>
        <GroupName id={id} name={name} isSelected={id === choice.selected} onSelect={() => choice.onSelect(id)} />
        <small title="Devices in this group itself">{deviceCount}</small>
      </div>
      {isOpen && childrenCount > 0 && <Children id={id} {...choice} />}
    </li>
  );
}

function Children({ id, ...choice }: { id: string } & Choice) {
  const { data, error, fetchMore } = useQuery(CHILDREN, { variables: { id, first: 50 } });
  if (error) return <p role="alert">{error.message}</p>;
  const children = data?.group?.children;
  if (!children) return <p role="status">Loading…</p>;
  const { hasNextPage, endCursor } = children.pageInfo;
  return (
    <ul>
      {children.edges.map(({ node }) => (
        <Group key={node.id} group={node} {...choice} />
      ))}
      {hasNextPage && <button onClick={() => fetchMore({ variables: { after: endCursor } })}>More groups</button>}
    </ul>
  );
}
