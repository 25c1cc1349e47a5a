import { useTransition } from 'react';
import { graphql, usePaginationFragment } from 'react-relay';
import type { deviceTable_query$key } from './__generated__/deviceTable_query.graphql';
import type { deviceTablePageQuery } from './__generated__/deviceTablePageQuery.graphql';
import { DeviceRow } from './device-row';

const TABLE = graphql`
  fragment deviceTable_query on Query
  @refetchable(queryName: "deviceTablePageQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 25 }
    after: { type: "String" }
    filter: { type: "DeviceFilter" }
  ) {
    devices(first: $first, after: $after, filter: $filter, orderBy: { field: NAME })
      @connection(key: "deviceTable_devices") {
      totalCount
      edges {
        node {
          id
          ...deviceRow_device
        }
      }
    }
  }
`;

/** The devices of the fleet, page after page. Each search is a list of its own in the store. */
export function DeviceTable({ query }: { query: deviceTable_query$key }) {
  const { data, hasNext, isLoadingNext, loadNext, refetch } = usePaginationFragment<
    deviceTablePageQuery,
    deviceTable_query$key
  >(TABLE, query);
  // What was found before stays while the next search is under way.
  const [isSearching, startSearch] = useTransition();
  const search = (form: FormData) =>
    startSearch(() => {
      const text = String(form.get('search')).trim();
      refetch({ filter: text === '' ? null : { search: text } });
    });
  const devices = data.devices;
  return (
    <>
      <form
        className="search"
        onSubmit={(event) => (event.preventDefault(), search(new FormData(event.currentTarget)))}
      >
        <input name="search" type="search" aria-label="Search" placeholder="Name, serial number, model…" />
        <button disabled={isSearching}>Search</button>
      </form>
      <table aria-busy={isSearching}>
        <caption>
          {devices?.edges.length} of {devices?.totalCount} devices
        </caption>
        <thead>
          <tr>
            {['Name', 'Group', 'Platform', 'State', 'Last seen', ''].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {devices?.edges.map(({ node }) => (
            <DeviceRow key={node.id} device={node} />
          ))}
        </tbody>
      </table>
      {hasNext && (
        <button disabled={isLoadingNext} onClick={() => loadNext(25)}>
          {isLoadingNext ? 'Loading…' : 'More devices'}
        </button>
      )}
    </>
  );
}
