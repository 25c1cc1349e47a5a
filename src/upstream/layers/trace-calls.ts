import { propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { UpstreamError } from '../errors.js';
import type { Layer, UpstreamRequest } from '../send.js';

/** What is told of a call: where it goes, never to which record. */
const place = ({ method, route }: UpstreamRequest) => ({ 'http.request.method': method, 'url.template': route });

const tracer = () => trace.getTracer('esper-graphql');

/** Makes a span of every call an operation asks for, wherever it is answered. To stand outermost, before anything is shared. */
export const traceAsked: Layer = (next) => async (request) => {
  const { parent, method, route } = request;
  if (!parent) return next(request);
  const span = tracer().startSpan(`ask ${method} ${route}`, { attributes: place(request) }, parent);
  try {
    const answer = await next({ ...request, parent: trace.setSpan(parent, span) });
    const { source, attempts, waitedMs } = answer;
    span.setAttributes({ 'esper.source': source, 'esper.attempts': attempts, 'esper.waited_ms': waitedMs });
    return answer;
  } catch (error) {
    if (error instanceof UpstreamError)
      span.setAttributes({ 'esper.source': error.source, 'esper.attempts': error.attempts });
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
};

export interface TraceSentOptions {
  /** Whether the REST API is told the trace, as `traceparent`. */
  readonly tell: boolean;
  /** The host of the REST API. */
  readonly host: string;
}

/** Makes a span of every call that is sent, each attempt by itself. To stand innermost. */
export const traceSent =
  ({ tell, host }: TraceSentOptions): Layer =>
  (next) =>
  async (request) => {
    const { parent, method, route, attempt = 1 } = request;
    if (!parent) return next(request);
    const attributes = { ...place(request), 'server.address': host, 'http.request.resend_count': attempt - 1 };
    const span = tracer().startSpan(`${method} ${route}`, { kind: SpanKind.CLIENT, attributes }, parent);
    try {
      const answer = await next(tell ? { ...request, traceparent: traceparentOf(span) } : request);
      span.setAttribute('http.response.status_code', answer.status);
      return answer;
    } catch (error) {
      if (error instanceof UpstreamError && error.detail.status) {
        span.setAttribute('http.response.status_code', error.detail.status);
      }
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  };

/** The span as the header `traceparent` has it. What vendors of the client's add to a trace is not passed on. */
function traceparentOf(span: Span): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(trace.setSpan(ROOT_CONTEXT, span), carrier);
  return carrier['traceparent'];
}

function fail(span: Span, error: unknown): void {
  const code = error instanceof UpstreamError ? error.code : 'INTERNAL_SERVER_ERROR';
  span.setAttribute('error.type', code).setStatus({ code: SpanStatusCode.ERROR });
}
