import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';
import { listening } from './listening.js';

/** A ticket as its own service keeps it: it knows devices by their id in the REST API, and groups by their global id. */
export interface Ticket {
  readonly number: string;
  readonly title: string;
  readonly device: string;
  readonly group: string;
}

export const ticketsSdl = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@interfaceObject", "@shareable"])

  type Ticket @key(fields: "number") {
    number: ID!
    title: String!
    device: Device
    group: Group
  }
  type TicketConnection {
    nodes: [Ticket!]!
    pageInfo: PageInfo!
  }
  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }
  type Device @key(fields: "esperId") @interfaceObject {
    esperId: ID!
    tickets: [Ticket!]!
  }
  type Group @key(fields: "id") {
    id: ID!
    tickets: [Ticket!]!
  }
  type Query {
    tickets: TicketConnection!
  }
`;

export interface TicketService {
  readonly url: string;
  /** The authorization of each request it was sent, in order of arrival. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Another graph of the federation, which knows nothing of Esper: tickets about devices and groups. */
export async function startTickets(tickets: readonly Ticket[]): Promise<TicketService> {
  const asked: string[] = [];
  const resolvers = {
    Query: { tickets: () => ({ nodes: tickets, pageInfo: { hasNextPage: false, hasPreviousPage: false } }) },
    Ticket: {
      device: ({ device }: Ticket) => ({ __typename: 'Device', esperId: device }),
      group: ({ group }: Ticket) => ({ __typename: 'Group', id: group }),
    },
    Device: { tickets: ({ esperId }: { esperId: string }) => tickets.filter(({ device }) => device === esperId) },
    Group: { tickets: ({ id }: { id: string }) => tickets.filter(({ group }) => group === id) },
  };
  const answer = createHandler({ schema: buildSubgraphSchema({ typeDefs: parse(ticketsSdl), resolvers }) });
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization ?? '');
    void answer(request, response);
  });
  return {
    url: `${await listening(server)}/graphql`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
