/** The query the explorer opens with: several levels of the graph in one request. */
export const fleetOverview = `# Who am I, which groups does my enterprise have, which
# devices are in them, and which apps are on each of those?
#
#   Run        Ctrl-Enter, or the play button
#   Complete   Ctrl-Space: every type and field is known
#   Docs       the book icon on the left
#
# The bar below the answer tells how many calls to Esper
# it took. Open it to see each of them.

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
`;
