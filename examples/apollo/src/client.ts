import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import possibleTypes from 'esper-graphql/possible-types.json';

/** A client for one key, with a cache of its own: what one key may see, another may not. */
export function createClient(key: string) {
  return new ApolloClient({
    link: new HttpLink({ uri: '/graphql', headers: { authorization: `Bearer ${key}` } }),
    cache: new InMemoryCache({
      // Tells that an AndroidDevice is a Device, so that fragments on Device are found again in the cache.
      possibleTypes,
      typePolicies: {
        // Pages of one list are joined in the cache. Each filter and each order makes a list of its own; `first` and `after` do not.
        Query: { fields: { devices: relayStylePagination(['filter', 'orderBy']) } },
        Group: { fields: { children: relayStylePagination() } },
      },
    }),
  });
}
