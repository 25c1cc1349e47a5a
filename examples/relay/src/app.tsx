import { Suspense, useState } from 'react';
import { graphql, RelayEnvironmentProvider, useLazyLoadQuery } from 'react-relay';
import type { appQuery } from './__generated__/appQuery.graphql';
import { DeviceTable } from './device-table';
import { createEnvironment } from './environment';
import { Fault } from './fault';

export function App() {
  const [environment, setEnvironment] = useState<ReturnType<typeof createEnvironment>>();
  if (!environment) return <SignIn onKey={(key) => setEnvironment(createEnvironment(key))} />;
  return (
    <RelayEnvironmentProvider environment={environment}>
      <Fault>
        <Suspense fallback={<p role="status">Loading…</p>}>
          <Fleet />
        </Suspense>
      </Fault>
    </RelayEnvironmentProvider>
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
  const data = useLazyLoadQuery<appQuery>(
    graphql`
      query appQuery {
        viewer {
          fullName
          enterprise {
            name
          }
        }
        ...deviceTable_query
      }
    `,
    {},
  );
  return (
    <>
      <header>
        <h1>{data.viewer?.enterprise?.name}</h1>
        <span>{data.viewer?.fullName}</span>
      </header>
      <main>
        <DeviceTable query={data} />
      </main>
    </>
  );
}
