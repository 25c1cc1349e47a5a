import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { graphql, readFragment, type FragmentType } from './gql';

const DEVICES = graphql(`
  query Devices($group: ID!, $first: Int!, $after: String) {
    devices(
      filter: { groups: [$group], includeSubgroups: true }
      orderBy: { field: NAME }
      first: $first
      after: $after
    ) {
      totalCount
      edges {
        node {
          id
          ...DeviceRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

// On the interface: it fits devices of every platform.
const ROW = graphql(`
  fragment DeviceRow on Device {
    name
    alias
    platform
    state
    lastSeen
    group {
      id
      name
    }
  }
`);

/** The devices of a group and of all groups below it, page after page. */
export function DeviceTable({ group }: { group: string }) {
  const { data, error, networkStatus, fetchMore } = useQuery(DEVICES, {
    variables: { group, first: 25 },
    notifyOnNetworkStatusChange: true,
  });
  if (error) return <p role="alert">{error.message}</p>;
  const devices = data?.devices;
  if (!devices) return <p role="status">Loading…</p>;
  const { edges, totalCount, pageInfo } = devices;
  const isLoadingMore = networkStatus === NetworkStatus.fetchMore;
  return (
    <>
      <table>
        <caption>
          {edges.length} of {totalCount} devices
        </caption>
        <thead>
          <tr>
            {['Name', 'Group', 'Platform', 'State', 'Last seen'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {edges.map(({ node }) => (
            <DeviceRow key={node.id} device={node} />
          ))}
        </tbody>
      </table>
      {pageInfo.hasNextPage && (
        <button disabled={isLoadingMore} onClick={() => fetchMore({ variables: { after: pageInfo.endCursor } })}>
          {isLoadingMore ? 'Loading…' : 'More devices'}
        </button>
      )}
    </>
  );
}

function DeviceRow({ device }: { device: FragmentType<typeof ROW> }) {
  const { name, alias, group, platform, state, lastSeen } = readFragment(ROW, device);
  return (
    <tr>
      <th scope="row">
        {name} {alias && <small>{alias}</small>}
      </th>
      <td>{group?.name}</td>
      <td>{platform}</td>
      <td>
        <span className={`state ${state}`}>{state}</span>
      </td>
      <td>{lastSeen && new Date(lastSeen).toLocaleString()}</td>
    </tr>
  );
}
