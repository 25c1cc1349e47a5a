import { ApolloProvider, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { createClient } from './client';
import { DeviceTable } from './device-table';
import { graphql } from './gql';
import { Group } from './group-tree';

const ROOT = graphql(`
  query Root {
    viewer {
      id
      fullName
      enterprise {
        id
        name
      }
    }
    rootGroup {
      id
      ...Group
    }
  }
`);

export function App() {
  const [client, setClient] = useState<ReturnType<typeof createClient>>();
  if (!client) return <SignIn onKey={(key) => setClient(createClient(key))} />;
  return (
    <ApolloProvider client={client}>
      <Fleet />
    </ApolloProvider>
  );
}

/** The key stays in memory: it is gone when the page is closed. */
function SignIn({ onKey }: { onKey: (key: string) => void }) {
  return (
    <form className="sign-in" action={(form) => onKey(String(form.get('key')))}>
      <label>
        API key <input name="key" type="password" defaultValue="demo-admin" autoComplete="off" required />
      </label>
      <button>Open the fleet</button>
    </form>
  );
}

function Fleet() {
  const [selected, setSelected] = useState<string>();
  const { data, error } = useQuery(ROOT);
  if (error) return <p role="alert">{error.message}</p>;
  if (!data) return <p role="status">Loading…</p>;
  const { viewer, rootGroup } = data;
  if (!rootGroup) return <p role="alert">This key may not see the root of the groups.</p>;
  const group = selected ?? rootGroup.id;
  return (
    <>
      <header>
        <h1>{viewer?.enterprise?.name}</h1>
        <span>{viewer?.fullName}</span>
      </header>
      <nav aria-label="Groups">
        <ul>
          <Group group={rootGroup} selected={group} onSelect={setSelected} startsOpen />
        </ul>
      </nav>
      <main>
        <DeviceTable key={group} group={group} />
      </main>
    </>
  );
}
