import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { version } from '../config/version.js';

/** Milliseconds between two complaints that traces cannot be sent. */
const QUIET_MS = 60_000;
/** Milliseconds the end waits for the last spans to be sent. */
const FLUSH_MS = 500;

/**
 * Starts the SDK of OpenTelemetry where `OTEL_*` variables ask for it: spans go out by OTLP over HTTP, in batches. It is loaded
 * only then. What it gives sends what is left and stops.
 */
export async function startTracing(config: Config, log: Logger): Promise<() => Promise<void>> {
  const endpoint = config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === null || config.OTEL_SDK_DISABLED) return async () => {};
  const [
    { BatchSpanProcessor, NodeTracerProvider },
    { OTLPTraceExporter },
    { setGlobalErrorHandler, W3CTraceContextPropagator },
    resources,
  ] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
  ]);
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = resources;
  const own = resourceFromAttributes({ 'service.name': config.OTEL_SERVICE_NAME, 'service.version': version });
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(own),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  let quietUntil = -Infinity;
  const complain = (error: unknown) => {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + QUIET_MS;
    log.warn({ why: error instanceof Error ? error.message : String(error) }, 'traces cannot be sent');
  };
  setGlobalErrorHandler(complain);
  // Spans hang together by what they are given: nothing has to follow every promise.
  provider.register({ propagator: new W3CTraceContextPropagator(), contextManager: null });
  return async () => {
    const late = delay(FLUSH_MS, 'the collector does not answer', { ref: false });
    const said = await Promise.race([provider.shutdown().catch((error: unknown) => error), late]);
    if (said !== undefined) complain(said);
  };
}
