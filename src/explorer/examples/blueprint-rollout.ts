import type { Example } from './example.js';

export const blueprintRollout: Example = {
  shows: 'See how far each blueprint has got: which devices should have it, and which have which version.',
  document: `# How far has each blueprint got?
#
# A device is assigned to a blueprint, and has a
# version of it once that was applied. Both count
# their devices; no row of them is read.

query BlueprintRollout {
  blueprints(first: 3) {
    nodes {
      name
      devices {
        totalCount
      }
      latestVersion {
        versionNumber
        isPublished
        apps {
          packageName
        }
      }
      versions(first: 5) {
        nodes {
          versionNumber
          devices {
            totalCount
          }
        }
      }
    }
  }
}
`,
};
