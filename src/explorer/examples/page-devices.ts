import type { Example } from './example.js';

export const pageDevices: Example = {
  shows: 'Read a long list page by page, without losing or repeating rows.',
  document: `# A list comes in pages, of 20 rows unless asked
# otherwise. pageInfo tells whether there is one
# more: pass its endCursor to get it, as in
#
#   devices(first: 20, after: "...")

query PageDevices {
  devices(first: 20, orderBy: { field: NAME }) {
    totalCount
    nodes {
      name
      alias
      serialNumber
      platform
      state
      lastSeen
      group {
        path
      }
      battery {
        level
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
`,
};
