import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { settings } from '../../src/config.js';
import { tenantKeys } from '../../src/config/access.js';
import { apiKey, longSecret, redisUrl } from '../../src/config/setting.js';
import { section } from '../readme/markdown.js';
import { projectFile } from '../support/project-file.js';

const isValid = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(projectFile('deploy/helm/values.schema.json')) as object,
);
const taken = (name: string, value: string) => isValid({ settings: { [name]: value } });

const readers: readonly unknown[] = [apiKey, longSecret, redisUrl, tenantKeys];
/** What is read as a secret, and what OpenTelemetry reads: headers, with which a collector is told who sends. */
const secrets = [
  ...Object.entries(settings).flatMap(([name, { read }]) => (readers.includes(read) ? [name] : [])),
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
];
const own = [...projectFile('deploy/helm/templates/deployment.yaml').matchAll(/- name: ([A-Z_]+)$/gm)].map(
  ([, name = '']) => name,
);

test("the chart's own values are as its schema has them", () => {
  expect(isValid(parse(projectFile('deploy/helm/values.yaml'))), JSON.stringify(isValid.errors)).toBe(true);
});

test('a setting that is named as a secret is known as one', () => {
  const named = Object.keys(settings).filter((name) => /_KEYS?$|SECRET|PASSWORD|HEADERS/.test(name));
  expect(named.filter((name) => !secrets.includes(name))).toEqual([]);
  expect(named.length).toBeGreaterThan(2);
});

describe('the settings of the chart', () => {
  test.each(secrets)('are not to hold the secret %s', (name) => {
    expect(taken(name, 'hunter2')).toBe(false);
  });

  test.each(own)('are not to hold %s, which the chart sets', (name) => {
    expect(taken(name, '1')).toBe(false);
  });

  test('may be all others', () => {
    const others = Object.keys(settings).filter((name) => !secrets.includes(name) && !own.includes(name));
    for (const name of [...others, 'OTEL_TRACES_SAMPLER']) expect(taken(name, '1'), name).toBe(true);
    expect(others.length).toBeGreaterThan(40);
  });

  test.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])('hold no password in %s', (name) => {
    expect(taken(name, 'http://collector:4318/a@b')).toBe(true);
    expect(taken(name, 'http://someone:hunter2@collector:4318')).toBe(false);
  });

  test('are told of in the README with all that they are not to hold', () => {
    const told = section(projectFile('README.md'), 'Kubernetes');
    for (const name of [...secrets, ...own]) expect(told).toContain(`\`${name}\``);
  });
});
