/**
 * Sends one operation with nothing but fetch, in Node and in browsers alike, and gives its data. Throws an Error whose `code`
 * says what went wrong, such as UNAUTHENTICATED or RATE_LIMITED; what arrived in spite of that is in its `data`.
 */
export async function ask({ url, key }, query, variables = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (data && !errors) return data;
  // JSON without either comes from a proxy before the gateway, or from another address.
  const error = errors?.[0] ?? { message: `${url} answered with ${response.status}, and not in GraphQL.` };
  throw Object.assign(new Error(error.message), { code: error.extensions?.code, data });
}

/** The devices that have fallen silent, the longest silent first. */
export const SILENT = `query Silent($first: Int!) {
  devices(first: $first, filter: { state: INACTIVE }, orderBy: { field: LAST_SEEN }) {
    totalCount
    nodes { id name lastSeen group { path } }
  }
}`;
