import { AsyncLocalStorage } from 'node:async_hooks';
import { queryObjects } from 'node:v8';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { graphql } from 'graphql';
import { expect, test } from 'vitest';
import { FieldTrace, traceFields } from '../../src/graphql/trace.js';

/** Every path that was being resolved when a resolver looked, at once or later. */
async function pathsOf(source: string, trace?: FieldTrace): Promise<(string | undefined)[]> {
  const paths: (string | undefined)[] = [];
  const look = () => paths.push(trace?.current());
  const later = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    look();
  };
  const things = { things: () => (look(), [{}, {}]), later: async () => (await later(), 'x') };
  const schema = traceFields(
    makeExecutableSchema({
      typeDefs: 'type Thing { things: [Thing!] later: String } type Query { things: [Thing!] later: String }',
      resolvers: { Query: things, Thing: things },
    }),
  );
  const { errors } = await graphql({ schema, source, contextValue: { trace } });
  expect(errors).toBeUndefined();
  return paths;
}

test('a resolver finds its path, list places left out, however late it looks', async () => {
  const paths = await pathsOf('{ things { things { mine: later } } later }', new FieldTrace());
  expect(paths.toSorted()).toEqual(
    [
      'things',
      'things[].things',
      'things[].things',
      ...Array<string>(4).fill('things[].things[].mine'),
      'later',
    ].toSorted(),
  );
});

test('outside of a field there is no path', () => {
  expect(new FieldTrace().current()).toBeUndefined();
});

test('operations that are not explained are resolved all the same', async () => {
  expect(await pathsOf('{ things { later } }')).toEqual([undefined, undefined, undefined]);
});

test('two operations at once do not see each other', async () => {
  const [a, b] = [new FieldTrace(), new FieldTrace()];
  const both = await Promise.all([pathsOf('{ a: later }', a), pathsOf('{ b: later }', b)]);
  expect(both).toEqual([['a'], ['b']]);
});

test('however many operations are explained, the process keeps track of places but once, and of none when they are over', async () => {
  const storages = () => queryObjects(AsyncLocalStorage, { format: 'count' });
  const before = storages();
  const traces = Array.from({ length: 50 }, () => new FieldTrace());
  await Promise.all(traces.map((trace) => pathsOf('{ later }', trace)));
  expect(storages()).toBe(before);
  const seen = traces[0]!.run('a', () => {
    for (const trace of traces) trace.end();
    return [traces[0]!.current(), traces[0]!.run('b', () => traces[0]!.current())];
  });
  expect(seen).toEqual([undefined, undefined]);
});
