import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useId, type ReactElement } from 'react';
import type { KeyHolder } from './fetcher.js';

interface TenantPickerProps {
  readonly holder: KeyHolder;
  readonly tenants: readonly string[];
}

/** Which tenant is asked, where several are served. Each wants a key of its own. */
export function TenantPicker({ holder, tenants }: TenantPickerProps): ReactElement {
  const { introspect } = useGraphiQLActions();
  const hasSchema = useGraphiQL((state) => Boolean(state.schema));
  const id = useId();
  return (
    <span className="explorer-tenant">
      <label htmlFor={id}>Tenant</label>
      <select
        id={id}
        defaultValue={holder.tenant}
        title="Each tenant wants a key of its own"
        onChange={(event) => {
          holder.tenant = event.target.value;
          if (!hasSchema) void introspect();
        }}
      >
        {tenants.map((name) => (
          <option key={name} value={name}>
            {name || 'default'}
          </option>
        ))}
      </select>
    </span>
  );
}
