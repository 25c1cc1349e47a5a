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
  if (!errors) return data;
  throw Object.assign(new Error(errors[0].message), { code: errors[0].extensions.code, data });
}

/** The devices that have fallen silent, the longest silent first. */
export const SILENT = `query Silent($first: Int!) {
  devices(first: $first, filter: { state: INACTIVE }, orderBy: { field: LAST_SEEN }) {
    totalCount
    nodes { id name lastSeen group { path } }
  }
}`;
