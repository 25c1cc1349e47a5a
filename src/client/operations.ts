import type {
  AppsQuery,
  AppsQueryVariables,
  DeviceQuery,
  DeviceQueryVariables,
  DevicesQuery,
  DevicesQueryVariables,
  GroupsQuery,
  GroupsQueryVariables,
  UsersQuery,
  UsersQueryVariables,
  ViewerQuery,
  ViewerQueryVariables,
} from '../generated/operations.js';
import { typed } from './document.js';

/** Devices, with what their list tells of them: one REST call for 250. */
export const DEVICES = typed<DevicesQuery, DevicesQueryVariables>(/* GraphQL */ `
  query Devices($filter: DeviceFilter, $orderBy: DeviceOrder, $first: Int, $after: String) {
    devices(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes {
        __typename
        id
        esperId
        name
        alias
        state
        platform
        serialNumber
        lastSeen
        osVersion
        group {
          id
          name
          path
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** One device in full. */
export const DEVICE = typed<DeviceQuery, DeviceQueryVariables>(/* GraphQL */ `
  query Device($id: ID, $serial: String) {
    device(id: $id, serial: $serial) {
      __typename
      id
      esperId
      name
      alias
      state
      platform
      serialNumber
      lastSeen
      osVersion
      group {
        id
        name
        path
      }
      tags {
        name
      }
      hardware {
        brand
        model
      }
      battery {
        level
      }
    }
  }
`);

/** Groups, with the group above each. */
export const GROUPS = typed<GroupsQuery, GroupsQueryVariables>(/* GraphQL */ `
  query Groups($filter: GroupFilter, $first: Int, $after: String) {
    groups(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        esperId
        name
        path
        description
        deviceCount
        childrenCount
        parent {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** The apps of the catalogue, with the latest version of each. */
export const APPS = typed<AppsQuery, AppsQueryVariables>(/* GraphQL */ `
  query Apps($filter: AppFilter, $first: Int, $after: String) {
    apps(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        esperId
        name
        packageName
        isHidden
        latestVersion {
          id
          versionName
          versionCode
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** The people of the enterprise, with their roles. */
export const USERS = typed<UsersQuery, UsersQueryVariables>(/* GraphQL */ `
  query Users($first: Int, $after: String) {
    users(first: $first, after: $after) {
      nodes {
        id
        esperId
        username
        email
        fullName
        role {
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Who the key belongs to. */
export const VIEWER = typed<ViewerQuery, ViewerQueryVariables>(/* GraphQL */ `
  query Viewer {
    viewer {
      id
      username
      email
      fullName
      role {
        name
      }
      enterprise {
        id
        name
      }
    }
  }
`);
