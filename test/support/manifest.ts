import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Service, ServiceAccount } from 'kubernetes-models/v1';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  // A test knows the shape of what it looks at.
  readonly spec: any;
}

/** What Kubernetes and the Prometheus operator publish of each kind: a class whose `validate` throws what is wrong. */
const kinds = [
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
  ServiceMonitor,
].map((kind) => kind as { apiVersion: string; kind: string; prototype: { validate(): void } });

/** The same value, that takes note of the place of everything that is looked at in it. */
function watched(value: unknown, place: string, seen: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const inner: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || typeof inner === 'function') return inner;
      seen.add(`${place}/${key}`);
      return watched(inner, `${place}/${key}`, seen);
    },
  });
}

function placesIn(value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, `${place}/${key}`))];
}

/** What Kubernetes would refuse about a manifest, or drop without a word: a field that no schema looks at is not known. */
export function faultsOf(manifest: Manifest): string[] {
  const { apiVersion, kind } = manifest;
  const known = kinds.find((one) => one.apiVersion === apiVersion && one.kind === kind);
  if (!known) return [`There is no kind ${kind} in ${apiVersion}.`];
  const seen = new Set<string>(['']);
  try {
    known.prototype.validate.call(watched(manifest, '', seen));
  } catch (error) {
    return String(error).split('\n');
  }
  return placesIn(manifest, '')
    .filter((place) => !seen.has(place))
    .map((place) => `${place} is no field of ${kind}.`);
}
