import { describe, expect, test } from 'vitest';
import { readConfig, settings } from '../../src/config.js';
import { UPLOAD_PATH } from '../../src/domains/app/app-upload.resolvers.js';
import { hasHelm, helm, ofKind, rendered } from '../support/helm.js';
import { faultsOf, type Manifest } from '../support/manifest.js';
import { projectFile } from '../support/project-file.js';

const tenant = { 'settings.ESPER_TENANT': 'foo' };
const shared = { 'redis.enabled': true, existingSecret: 'keys' };
const everything = {
  ...tenant,
  ...shared,
  secretSettings: ['ESPER_API_KEY'],
  'image.digest': `sha256:${'0'.repeat(64)}`,
  imagePullSecrets: [{ name: 'registry' }],
  'settings.CACHE_MAX_BYTES': 134_217_728,
  'settings.CACHE_ENABLED': true,
  'settings.LOG_SAMPLE': 0.1,
  'ingress.enabled': true,
  'ingress.className': 'nginx',
  'ingress.hosts': [{ host: 'graphql.example.com' }],
  'ingress.tls': [{ hosts: ['graphql.example.com'], secretName: 'tls' }],
  'networkPolicy.from': [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'apps' } } }],
  'networkPolicy.metricsFrom': [{ namespaceSelector: {} }],
  'networkPolicy.redisTo': [{ podSelector: { matchLabels: { app: 'valkey' } } }],
  'networkPolicy.egress': [{ ports: [{ port: 4318 }] }],
  'serviceMonitor.enabled': true,
  'serviceMonitor.labels': { release: 'prometheus' },
  podAnnotations: { a: 'b' },
  podLabels: { team: 'fleet' },
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'spot', operator: 'Exists' }],
  affinity: { podAntiAffinity: {} },
  priorityClassName: 'high',
  'service.annotations': { c: 'd' },
};
const least = {
  ...tenant,
  'autoscaling.enabled': false,
  'podDisruptionBudget.enabled': false,
  'networkPolicy.enabled': false,
  'topologySpread.enabled': false,
  'metrics.enabled': false,
};

const podOf = (manifests: Manifest[]) => ofKind(manifests, 'Deployment').spec.template.spec;
const envOf = (manifests: Manifest[]): { name: string; value?: string; valueFrom?: unknown }[] =>
  podOf(manifests).containers[0].env;

/** Why Helm renders nothing. */
function refusal(values: Record<string, unknown>): string {
  try {
    rendered(values);
  } catch (error) {
    return String((error as { stderr: unknown }).stderr);
  }
  throw new Error('It was taken.');
}

describe.skipIf(!hasHelm)('the Helm chart', () => {
  test('is one that Helm itself finds no fault with', () => {
    expect(helm('lint', '--strict', '--quiet', '--set', 'settings.ESPER_TENANT=foo')).toBe('');
  });

  test.each([
    ['as it is', tenant, 6],
    ['with everything', everything, 8],
    ['with as little as can be', least, 3],
  ])('makes manifests that Kubernetes takes, %s', (_, values, count) => {
    const manifests = rendered(values);
    expect(manifests.flatMap(faultsOf)).toEqual([]);
    expect(manifests).toHaveLength(count);
    expect(new Set(manifests.map(({ metadata }) => metadata.name))).toEqual(new Set(['gateway-esper-graphql']));
  });

  test('sets nothing that the gateway does not read, each once', () => {
    const names = envOf(rendered(everything)).map(({ name }) => name);
    expect(names.filter((name) => !(name in settings))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(8);
  });

  test('passes numbers and truths on as they are written', () => {
    const env = Object.fromEntries(envOf(rendered(everything)).map(({ name, value }) => [name, value]));
    expect(env).toMatchObject({
      CACHE_MAX_BYTES: '134217728',
      CACHE_ENABLED: 'true',
      LOG_SAMPLE: '0.1',
      NODE_ENV: 'production',
    });
  });

  test('takes secrets from a Secret by name', () => {
    const secret = envOf(rendered(everything)).filter(({ valueFrom }) => valueFrom);
    expect(secret).toEqual(
      ['REDIS_URL', 'CACHE_SECRET', 'ESPER_API_KEY'].map((name) => ({
        name,
        valueFrom: { secretKeyRef: { name: 'keys', key: name } },
      })),
    );
  });

  test('runs as nobody in particular, on a file system that cannot be written', () => {
    const pod = podOf(rendered(tenant));
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.volumes).toBeUndefined();
  });

  test('selects the pods it makes, wherever pods are selected', () => {
    const manifests = rendered(everything);
    const { labels } = ofKind(manifests, 'Deployment').spec.template.metadata;
    const selectors = [
      ofKind(manifests, 'Service').spec.selector,
      ofKind(manifests, 'Deployment').spec.selector.matchLabels,
      ofKind(manifests, 'PodDisruptionBudget').spec.selector.matchLabels,
      ofKind(manifests, 'NetworkPolicy').spec.podSelector.matchLabels,
      ...podOf(manifests).topologySpreadConstraints.map(
        ({ labelSelector }: { labelSelector: { matchLabels: object } }) => labelSelector.matchLabels,
      ),
    ];
    for (const selector of selectors) {
      expect(labels).toMatchObject(selector);
      expect(Object.keys(selector)).not.toContain('app.kubernetes.io/version');
    }
    expect(ofKind(manifests, 'Service').metadata.labels).toMatchObject(
      ofKind(manifests, 'ServiceMonitor').spec.selector.matchLabels,
    );
  });

  test('leaves the number of replicas to the autoscaler when there is one', () => {
    const scaled = rendered(tenant);
    expect(ofKind(scaled, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(ofKind(scaled, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: ofKind(scaled, 'Deployment').metadata.name,
    });
    expect(ofKind(rendered(least), 'Deployment').spec.replicas).toBe(2);
  });

  test('gives a pod the time to finish what is under way', () => {
    const manifests = rendered({ ...tenant, drainSeconds: 40 });
    const env = Object.fromEntries(envOf(manifests).map(({ name, value }) => [name, value]));
    const config = readConfig({ ...env, HOST: '127.0.0.1' });
    expect(config).toMatchObject({ DRAIN_MS: 40_000, DRAIN_DELAY_MS: 5000 });
    expect(podOf(manifests).terminationGracePeriodSeconds * 1000).toBeGreaterThan(config.DRAIN_MS);
  });

  test('has the metrics on a port of their own, and nowhere when they are not wanted', () => {
    const manifests = rendered(everything);
    expect(envOf(manifests)).toContainEqual({ name: 'METRICS_PORT', value: '9464' });
    expect(ofKind(manifests, 'ServiceMonitor').spec.endpoints[0].port).toBe('metrics');
    expect(ofKind(manifests, 'Service').spec.ports).toContainEqual({
      name: 'metrics',
      port: 9464,
      targetPort: 'metrics',
    });
    expect(JSON.stringify(rendered(least))).not.toMatch(/metrics/i);
  });

  test('lets clients in where they are served, and nowhere else', () => {
    const [{ http }] = ofKind(rendered(everything), 'Ingress').spec.rules;
    const isLetIn = (asked: string) =>
      http.paths.some(({ path, pathType }: { path: string; pathType: string }) =>
        pathType === 'Prefix' ? `${asked}/`.startsWith(`${path}/`) : asked === path,
      );
    expect(['/graphql', '/graphql/export', '/graphql/stream', `/${UPLOAD_PATH}id`].filter(isLetIn)).toHaveLength(4);
    expect(['/', '/docs', '/health/live', '/health/ready', '/metrics'].filter(isLetIn)).toEqual([]);
  });

  test('opens the way to Redis only where there is one', () => {
    const ports = (values: object) =>
      ofKind(rendered({ ...tenant, ...values }), 'NetworkPolicy').spec.egress.flatMap(
        (rule: { ports: { port: number }[] }) => rule.ports.map(({ port }) => port),
      );
    expect(ports({})).toEqual([53, 53, 443]);
    expect(ports(shared)).toEqual([53, 53, 443, 6379]);
  });

  test.each([
    [{}, /settings\.ESPER_TENANT is not set: name the tenant/],
    [
      { ...tenant, 'redis.enabled': true },
      /existingSecret is not set: name the Secret that holds REDIS_URL, CACHE_SECRET/,
    ],
    [{ ...tenant, 'ingress.enabled': true }, /ingress\.hosts is empty: name the host/],
    [{ ...tenant, 'settings.PORT': '8080' }, /invalid propertyName 'PORT'/],
    [{ ...tenant, 'settings.ESPER_TENANT_KEYS': 'bar=hunter2' }, /invalid propertyName 'ESPER_TENANT_KEYS'/],
    [{ ...tenant, drainDelaySeconds: 15 }, /drainDelaySeconds is 15: it must be below drainSeconds, which is 15/],
    [{ ...tenant, 'metrics.enabled': false, 'serviceMonitor.enabled': true }, /there is nothing to read/],
    [{ ...tenant, setings: {} }, /additional properties 'setings' not allowed/],
    [{ ...tenant, 'image.digest': 'latest' }, /does not match pattern/],
  ])('refuses %j and says why', (values, said) => {
    expect(refusal(values)).toMatch(said);
  });
});

describe('a manifest', () => {
  const service = (spec: object): Manifest => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec });

  test.each([
    [service({ ports: [{ port: 80 }] }), []],
    [service({ ports: [{ port: 'http' }] }), [expect.stringContaining('/spec/ports/0/port must be integer')]],
    [service({ ports: [{ port: 80, prot: 'TCP' }] }), ['/spec/ports/0/prot is no field of Service.']],
    [{ ...service({}), automount: true }, ['/automount is no field of Service.']],
    [{ ...service({}), apiVersion: 'v2' }, ['There is no kind Service in v2.']],
  ])('%j has the faults %j', (manifest, faults) => {
    expect(faultsOf(manifest)).toEqual(faults);
  });
});

test('the chart is of the version of the package', () => {
  const { version } = JSON.parse(projectFile('package.json')) as {
    version: string;
  };
  const chart = projectFile('deploy/helm/Chart.yaml');
  expect(/^appVersion: (.*)$/m.exec(chart)?.[1]).toBe(version);
});
