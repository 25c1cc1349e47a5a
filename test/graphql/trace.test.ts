import { AsyncLocalStorage } from 'node:async_hooks';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { graphql } from 'graphql';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FieldTrace, traceFields } from '../../src/graphql/trace.js';

/** A trace that ends with the test, if not before. */
function newTrace(): FieldTrace {
  const trace = new FieldTrace();
  onTestFinished(() => trace.end());
  return trace;
}

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
  const paths = await pathsOf('{ things { things { mine: later } } later }', newTrace());
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
  expect(newTrace().current()).toBeUndefined();
});

test('operations that are not explained are resolved all the same', async () => {
  expect(await pathsOf('{ things { later } }')).toEqual([undefined, undefined, undefined]);
});

test('two operations at once do not see each other', async () => {
  const [a, b] = [newTrace(), newTrace()];
  const both = await Promise.all([pathsOf('{ a: later }', a), pathsOf('{ b: later }', b)]);
  expect(both).toEqual([['a'], ['b']]);
});

test('however many operations are explained, the process keeps track of places but once, and of none when they are over', async () => {
  const [run, disable] = [
    vi.spyOn(AsyncLocalStorage.prototype, 'run'),
    vi.spyOn(AsyncLocalStorage.prototype, 'disable'),
  ];
  onTestFinished(() => void vi.restoreAllMocks());
  const traces = Array.from({ length: 50 }, () => newTrace());
  await Promise.all(traces.map((trace) => pathsOf('{ later }', trace)));
  expect(run).toHaveBeenCalledTimes(50);
  expect(new Set(run.mock.contexts).size).toBe(1);
  const seen = traces[0]!.run('a', () => {
    for (const trace of traces) trace.end();
    return [traces[0]!.current(), traces[0]!.run('b', () => traces[0]!.current())];
  });
  expect(seen).toEqual([undefined, undefined]);
  expect(disable.mock.contexts).toEqual([run.mock.contexts[0]]);
});
