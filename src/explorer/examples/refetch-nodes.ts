import { devicesOf, type Example } from './example.js';

export const refetchNodes: Example = {
  shows: 'Ask again for any objects by their ids, of whatever type they are.',
  document: `# Every object has a global id. nodes(ids:) finds
# them again, in one request, whatever they are:
# so a client refreshes what it already shows.
#
# The ids stand in the variables below. They were
# taken from your fleet when this tab was opened.

query RefetchNodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    id
    ... on Device {
      name
      state
      lastSeen
    }
    ... on Group {
      path
      deviceCount
    }
    ... on App {
      name
      packageName
    }
  }
}
`,
  variables: (sample) => ({
    ids: [...devicesOf(sample), ...sample.groups.nodes, ...sample.apps.nodes].map(({ id }) => id),
  }),
};
