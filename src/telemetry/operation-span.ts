import {
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import type { OperationFacts } from './operation.js';

/** How long one field of one type had to wait, all its rows together: they ask alike and wait together. */
interface Wait {
  readonly path: string;
  readonly name: string;
  readonly began: number;
  ended: number;
  count: number;
  failed: number;
}

/** Fields of one operation that are told of at most. */
const MOST_WAITS = 200;

const isPromise = (value: unknown): value is Promise<unknown> => value instanceof Promise;

/** The span of one operation, from which those of its fields and its calls to the REST API hang. */
export class OperationSpan {
  /** What spans begin with to hang from this one. */
  readonly context: Context;
  readonly #span: Span;
  readonly #waits = new Map<string, Wait>();

  private constructor(span: Span, parent: Context) {
    this.#span = span;
    this.context = trace.setSpan(parent, span);
  }

  /**
   * Begins a span where traces are made and this one is chosen; else there is none, and nothing more is to be paid. `headers` are
   * the client's, when it may say which trace it belongs to; `began` is a time on the clock of performance.now().
   */
  static begin(
    headers: Readonly<Record<string, unknown>> | undefined,
    began = performance.now(),
  ): OperationSpan | undefined {
    const parent = headers ? propagation.extract(ROOT_CONTEXT, headers) : ROOT_CONTEXT;
    const span = trace
      .getTracer('esper-graphql')
      .startSpan('operation', { kind: SpanKind.SERVER, startTime: began }, parent);
    return span.isRecording() ? new OperationSpan(span, parent) : undefined;
  }

  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  /** Runs a resolver, and takes note of it when it has to wait; only then is it asked where it stands. */
  follow<T>(pathOf: () => string, name: string, resolve: () => T): T {
    const began = performance.now();
    const value = resolve();
    if (!isPromise(value)) return value;
    const path = pathOf();
    const key = `${path} ${name}`;
    const wait = this.#waits.get(key) ?? { path, name, began, ended: began, count: 0, failed: 0 };
    if (this.#waits.size < MOST_WAITS) this.#waits.set(key, wait);
    wait.count++;
    const end = () => (wait.ended = performance.now());
    value.then(end, () => (end(), wait.failed++));
    return value;
  }

  /** Ends it with what became of the operation; left out, it was given up. */
  end(facts?: OperationFacts): void {
    if (!this.#span.isRecording()) return;
    for (const wait of this.#waits.values()) this.#tell(wait);
    if (facts) this.#describe(facts);
    else this.#span.setStatus({ code: SpanStatusCode.ERROR, message: 'given up' });
    this.#span.end();
  }

  #describe({ name, kind, document, outcome, status, shared, requestId, upstream, errors }: OperationFacts): void {
    this.#span.updateName(kind);
    this.#span.setAttributes({
      'graphql.operation.type': kind,
      ...(name !== null && { 'graphql.operation.name': name.slice(0, 100) }),
      ...(document !== null && { 'graphql.document.hash': document }),
      'graphql.outcome': outcome,
      'http.response.status_code': status,
      'http.request.id': requestId,
      ...(shared && { 'graphql.shared': shared }),
      'esper.calls': upstream.calls,
      'esper.cached': upstream.cached,
      'esper.coalesced': upstream.coalesced,
      'esper.retried': upstream.retried,
      'esper.waited_ms': upstream.waitedMs,
    });
    const codes = Object.keys(errors);
    if (codes.length === 0) return;
    this.#span.setAttribute('graphql.error.codes', codes);
    if (outcome !== 'refused') this.#span.setStatus({ code: SpanStatusCode.ERROR, message: codes.join(', ') });
  }

  #tell({ path, name, began, ended, count, failed }: Wait): void {
    const attributes = { 'graphql.field.path': path, 'graphql.field.count': count };
    const span = trace
      .getTracer('esper-graphql')
      .startSpan(`resolve ${name}`, { startTime: began, attributes }, this.context);
    if (failed > 0) span.setStatus({ code: SpanStatusCode.ERROR, message: `${failed} of ${count} failed` });
    span.end(ended);
  }
}
