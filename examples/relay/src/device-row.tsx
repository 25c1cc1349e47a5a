import { useTransition } from 'react';
import { graphql, useRefetchableFragment } from 'react-relay';
import type { deviceRow_device$key } from './__generated__/deviceRow_device.graphql';
import type { deviceRowQuery } from './__generated__/deviceRowQuery.graphql';

// On the interface: it fits devices of every platform. The compiler writes the query that asks for one of them by `node(id:)`.
const ROW = graphql`
  fragment deviceRow_device on Device @refetchable(queryName: "deviceRowQuery") {
    id
    name
    alias
    platform
    state
    lastSeen
    group {
      name
    }
  }
`;

export function DeviceRow({ device }: { device: deviceRow_device$key }) {
  const [{ name, alias, group, platform, state, lastSeen }, refetch] = useRefetchableFragment<
    deviceRowQuery,
    deviceRow_device$key
  >(ROW, device);
  const [isUnderWay, start] = useTransition();
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
      <td>
        <button
          aria-label={`Refresh ${name}`}
          disabled={isUnderWay}
          onClick={() => start(() => void refetch({}, { fetchPolicy: 'network-only' }))}
        >
          ↻
        </button>
      </td>
    </tr>
  );
}
