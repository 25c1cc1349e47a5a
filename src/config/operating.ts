import { anyText, anyUrl, flag, maybe, oneOf, onOffAuto, share, whole, type Setting } from './setting.js';

/** How the process is watched and how it ends. */
export const operatingSettings = {
  LOG_LEVEL: {
    default: 'info',
    about: 'How much is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
    read: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
  LOG_SAMPLE: {
    default: '1',
    about: 'Share of the operations that went well and were not slow to log, from 0 to 1; all others are always logged',
    read: share,
  },
  LOG_SLOW_MS: {
    default: '5000',
    about: 'Milliseconds from which on an operation counts as slow',
    read: whole(1, 3_600_000),
  },
  METRICS: {
    default: 'auto',
    about:
      'Whether `/metrics` is served: `on`, `off`, or `auto`, which in production is on only with a port of its own',
    read: onOffAuto,
  },
  METRICS_PORT: {
    default: '',
    about: 'A port for `/metrics` alone, so that `PORT` does not serve them; 0 takes a free one',
    read: maybe(whole(0, 65535)),
  },
  METRICS_OPERATIONS: {
    default: '50',
    about: 'Names of operations that metrics tell apart at most; those that come later are `other`',
    read: whole(0, 1000),
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    default: '',
    about: 'Where traces go, by OTLP over HTTP, such as `http://127.0.0.1:4318`; without it none are made',
    read: anyUrl,
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    default: '',
    about: 'The same for traces alone, with its path, such as `http://127.0.0.1:4318/v1/traces`',
    read: anyUrl,
  },
  OTEL_SERVICE_NAME: {
    default: 'esper-graphql',
    about: 'The name of this service in traces',
    read: anyText,
  },
  OTEL_SDK_DISABLED: { default: 'false', about: 'Makes no traces all the same: `true` or `false`', read: flag },
  TRACE_FROM_CLIENTS: {
    default: 'true',
    about: 'Whether a client may say, by `traceparent`, to which trace its request belongs and whether it is kept',
    read: flag,
  },
  TRACE_TO_UPSTREAM: {
    default: 'false',
    about: 'Whether REST calls carry `traceparent`: only where whoever serves the REST API makes use of it',
    read: flag,
  },
  DRAIN_MS: {
    default: '9000',
    about: 'Milliseconds from SIGTERM until whatever is still under way is cut off',
    read: whole(100, 600_000),
  },
  DRAIN_DELAY_MS: {
    default: '2000',
    about: 'How many of them everything goes on as before, but for `/health/ready`, so that a balancer can notice',
    read: whole(0, 600_000),
  },
} as const satisfies Record<string, Setting<unknown>>;
