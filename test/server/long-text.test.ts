import { describe, expect, test } from 'vitest';
import { useGateway } from '../support/gateway.js';

/** As some command may hold them. */
const words = ['y'.repeat(100_000)];

const SEND = `mutation ($input: SendCommandInput!) { sendCommand(input: $input) { commands { id } } }`;

describe.each(['compiled', 'interpreted'])('long text, %s,', (EXECUTION) => {
  const gateway = useGateway({ devices: 3, env: { EXECUTION, CACHE_ENABLED: 'true' } });

  test('counts as many values, however often one record is asked for it', async () => {
    const found = await gateway.query('{ devices(first: 1, filter: { platforms: [ANDROID] }) { nodes { id } } }');
    const input = {
      devices: [found.data.devices.nodes[0].id],
      command: { custom: { name: 'SHOW', arguments: { custom_settings_config: { words } } } },
    };
    const { data } = await gateway.query(SEND, { variables: { input } });
    const [{ id }] = data.sendCommand.commands;

    const ask = (times: number) => {
      const fields = Array.from({ length: times }, (_, i) => `a${i}: rawArgs`).join(' ');
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Command { ${fields} } } }`;
      return gateway.query(query, { variables: { ids: [id, id] } });
    };
    expect((await ask(2)).data.nodes[1].a1.custom_settings_config.words).toEqual(words);
    expect(await ask(120)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: { name: 'LIMIT_FIELDS', most: 100_000 } } }],
    });
  });
});
