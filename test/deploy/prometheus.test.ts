import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { exportedSeries, ownMetrics, ownRegistry } from '../support/exported-metrics.js';
import { hasProgram, root } from '../support/program.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}
interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

const alertFile = join(root, 'deploy/prometheus/alerts.yaml');
const { groups } = parse(readFileSync(alertFile, 'utf8')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(readFileSync(join(root, 'deploy/grafana/dashboard.json'), 'utf8')) as Dashboard;
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const panelExprs = panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => [`the panel "${title}"`, expr]),
);
const exprs = [
  ...rules.map(({ alert, expr }) => [`the alert ${alert}`, expr]),
  ...panelExprs,
  ...dashboard.annotations.list.map(({ expr }) => ['an annotation', expr]),
  ...dashboard.templating.list.flatMap(({ name, definition }) =>
    definition ? [[`the variable ${name}`, definition]] : [],
  ),
] as [string, string][];

/** What Prometheus adds to every series. */
const ofPrometheus = ['job', 'instance'];

describe.each(exprs)('%s', (_, expr) => {
  test('names series the gateway exports, by labels they have', () => {
    const series = exportedSeries();
    const named = [...expr.matchAll(/\b((?:esper_graphql|nodejs|process)_\w+)(?:\{([^}]*)\})?/g)];
    expect(named.length).toBeGreaterThan(0);
    const known = new Set(ofPrometheus);
    for (const [, name = '', matchers = ''] of named) {
      expect([...series.keys()]).toContain(name);
      const labels = [...(series.get(name) ?? []), ...ofPrometheus];
      for (const label of labels) known.add(label);
      for (const [, label] of matchers.matchAll(/(\w+)(?:=|!=|=~|!~)"/g)) expect(labels, name).toContain(label);
    }
    const grouped = [...expr.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
    expect([...known]).toEqual(expect.arrayContaining(grouped));
  });
});

test('the dashboard shows every metric of the gateway', () => {
  const shown = JSON.stringify(dashboard);
  const missing = ownMetrics().filter(({ name }) => !new RegExp(`\\b${name}(_bucket)?\\b`).test(shown));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('every alert says what is wrong, what to look at, and how bad it is', () => {
  for (const { alert, labels, annotations } of rules) {
    expect(alert).toMatch(/^EsperGraphql[A-Z]\w+$/);
    expect(['warning', 'critical']).toContain(labels.severity);
    expect(annotations.summary.length).toBeGreaterThan(20);
    expect(annotations.description).toMatch(/\.$/);
  }
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
});

test('the panels of the dashboard stand beside each other and ask the chosen Prometheus', () => {
  const taken = new Set<string>();
  for (const { gridPos, title } of dashboard.panels) {
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect(taken.has(`${x}/${y}`) || x >= 24, `${title} at ${x}/${y}`).toBe(false);
        taken.add(`${x}/${y}`);
      }
    }
  }
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  for (const { datasource } of panels) expect(datasource?.uid).toBe('${datasource}');
});

describe.skipIf(!hasProgram('promtool'))('promtool', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'alerts-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Writes a file and lets promtool look at it; gives what it says, and throws when it finds fault. */
  const run = (args: string[], content?: object): string => {
    const file = join(folder, 'given.yaml');
    if (content) writeFileSync(file, stringify(content));
    return execFileSync('promtool', content ? [...args, file] : args, { encoding: 'utf8', stdio: 'pipe' });
  };

  test('finds no fault with how the metrics are named and told of', async () => {
    const input = await ownRegistry().metrics();
    execFileSync('promtool', ['check', 'metrics'], { input, stdio: 'pipe' });
  });

  test('takes the alerts', () => {
    expect(run(['check', 'rules', alertFile])).toContain(`${rules.length} rules found`);
  });

  test('takes what the panels ask', () => {
    const asked = panelExprs.map(([, expr = ''], n) => ({
      record: `panel:${n}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replace(/\$(job|instance)/g, '.*'),
    }));
    expect(run(['check', 'rules'], { groups: [{ name: 'panels', rules: asked }] })).toContain(
      `${asked.length} rules found`,
    );
  });

  const up = { series: 'esper_graphql_build_info{job="g",instance="a",version="1"}', values: '1x60' };
  const good = {
    series: 'esper_graphql_operations_total{job="g",instance="a",operation="A",kind="query",outcome="ok"}',
    values: '0+600x60',
  };
  test.each<[string, string[], object[]]>([
    [
      'nothing while all is well',
      [],
      [up, good, { series: 'esper_graphql_ready{job="g",instance="a"}', values: '1x60' }],
    ],
    ['that nobody is there', ['EsperGraphqlGone'], []],
    [
      'that none is ready',
      ['EsperGraphqlNoneReady'],
      [up, { series: 'esper_graphql_ready{job="g",instance="a"}', values: '0x60' }],
    ],
    [
      'nothing while one of two is ready',
      [],
      [
        up,
        { series: 'esper_graphql_ready{job="g",instance="a"}', values: '0x60' },
        { series: 'esper_graphql_ready{job="g",instance="b"}', values: '1x60' },
      ],
    ],
    [
      'that the REST API fails',
      ['EsperGraphqlFailing'],
      [up, good, { series: 'esper_graphql_errors_total{job="g",code="UPSTREAM_TIMEOUT"}', values: '0+60x60' }],
    ],
    [
      'nothing when clients err',
      [],
      [up, good, { series: 'esper_graphql_errors_total{job="g",code="BAD_USER_INPUT"}', values: '0+600x60' }],
    ],
    [
      'a fault of our own',
      ['EsperGraphqlFault'],
      [up, good, { series: 'esper_graphql_errors_total{job="g",code="INTERNAL_SERVER_ERROR"}', values: '0+1x60' }],
    ],
    [
      'an open circuit, also while it tries',
      ['EsperGraphqlCircuitOpen'],
      [
        up,
        { series: 'esper_graphql_circuit_state{job="g",lane="main",state="open"}', values: '1 0x60' },
        { series: 'esper_graphql_circuit_state{job="g",lane="main",state="half-open"}', values: '0 1x60' },
      ],
    ],
    [
      'refusals',
      ['EsperGraphqlRateLimited'],
      [
        up,
        { series: 'esper_graphql_upstream_requests_total{job="g",status="200"}', values: '0+90x60' },
        { series: 'esper_graphql_upstream_requests_total{job="g",status="429"}', values: '0+10x60' },
      ],
    ],
    [
      'queues',
      ['EsperGraphqlQueues'],
      [
        up,
        { series: 'esper_graphql_limiter_queued{job="g",lane="main"}', values: '500x60' },
        { series: 'esper_graphql_limiter_limit{job="g",lane="main"}', values: '20x60' },
      ],
    ],
    [
      'that Redis is away',
      ['EsperGraphqlRedisAway'],
      [up, { series: 'esper_graphql_redis_up{job="g"}', values: '0x60' }],
    ],
    [
      'a busy replica',
      ['EsperGraphqlBusy'],
      [up, { series: 'nodejs_eventloop_lag_p99_seconds{job="g",instance="a"}', values: '1x60' }],
    ],
    [
      'nothing when somebody else is busy',
      [],
      [up, { series: 'nodejs_eventloop_lag_p99_seconds{job="other",instance="b"}', values: '1x60' }],
    ],
    [
      'slow answers',
      ['EsperGraphqlSlow'],
      [
        up,
        { series: 'esper_graphql_operation_duration_seconds_bucket{job="g",le="5"}', values: '0+90x60' },
        { series: 'esper_graphql_operation_duration_seconds_bucket{job="g",le="10"}', values: '0+100x60' },
        { series: 'esper_graphql_operation_duration_seconds_bucket{job="g",le="+Inf"}', values: '0+100x60' },
      ],
    ],
  ])('and the alerts say %s', (_, firing, series) => {
    const samples = firing.map((name) => ({ labels: `{alertname="${name}"}`, value: 1 }));
    const tests = [
      {
        interval: '1m',
        input_series: series,
        promql_expr_test: [
          { expr: 'count by (alertname) (ALERTS{alertstate="firing"})', eval_time: '40m', exp_samples: samples },
        ],
      },
    ];
    run(['test', 'rules'], { rule_files: [alertFile], evaluation_interval: '1m', tests });
  });
});
