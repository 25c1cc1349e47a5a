import {
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { UpstreamError } from '../errors.js';
import { callOf, type Layer, type UpstreamRequest } from '../send.js';

/** What is told of a call: where it goes, never to which record. */
const place = ({ method, route }: UpstreamRequest) => ({ 'http.request.method': method, 'url.template': route });

const tracer = () => trace.getTracer('esper-graphql');

/** Makes a span of every call an operation asks for, wherever it is answered. To stand outermost, before anything is shared. */
export const traceAsked: Layer = (next) => {
  const traced = async (request: UpstreamRequest, parent: Context) => {
    const attributes = place(request);
    const span = tracer().startSpan(`ask ${callOf(request)}`, { attributes }, parent);
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
  return (request) => (request.parent ? traced(request, request.parent) : next(request));
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
  (next) => {
    const traced = async (request: UpstreamRequest, parent: Context) => {
      const { attempt = 1 } = request;
      const attributes = { ...place(request), 'server.address': host, 'http.request.resend_count': attempt - 1 };
      const span = tracer().startSpan(callOf(request), { kind: SpanKind.CLIENT, attributes }, parent);
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
    return (request) => (request.parent ? traced(request, request.parent) : next(request));
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
