import type { Example } from './example.js';

export const fleetOverview: Example = {
  shows: 'Walk from yourself to your groups, their devices and the apps on those, in one request.',
  document: `# Who am I, which groups are there, which devices
# are in them, which apps are on each of those?
#
#   Run       Ctrl-Enter, or the triangle
#   Complete  Ctrl-Space: all types and fields
#   Docs      the book on the left
#   Examples  the light bulb on the left
#
# Below the answer stands what it cost: the calls
# to Esper, when each was made, and who asked.

query FleetOverview {
  viewer {
    fullName
    role {
      name
    }
    enterprise {
      name
      rootGroup {
        name
        children(first: 5) {
          nodes {
            name
            deviceCount
            devices(first: 5) {
              totalCount
              nodes {
                name
                state
                lastSeen
                group {
                  name
                  parent {
                    name
                  }
                }
                apps(first: 5) {
                  nodes {
                    name
                    versionName
                    app {
                      packageName
                      latestVersion {
                        versionName
                      }
                    }
                  }
                }
                ... on AndroidDevice {
                  hardware {
                    model
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
`,
};
