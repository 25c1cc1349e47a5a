import type { Example } from './example.js';

export const createGroup: Example = {
  shows: 'Change the fleet, and learn what was wrong when it cannot be changed so.',
  changes: true,
  document: `# A change takes one input, and answers with what
# was changed. What you can mend stands in
# userErrors, with the field it is about: run this
# twice, and the name will be taken.
#
# With an idempotencyKey a change that is sent
# again, say after a lost answer, is made once.

mutation CreateGroup($input: CreateGroupInput!) {
  createGroup(input: $input) {
    group {
      id
      path
      deviceCount
      parent {
        name
      }
    }
    userErrors {
      field
      message
      code
    }
  }
}
`,
  variables: ({ groups }) => ({ input: { name: 'Pop-up store', parent: groups.nodes[0]?.id } }),
};
