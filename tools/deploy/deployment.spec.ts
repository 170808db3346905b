import { servicePorts } from '@polyreel/service-kit';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { debianPackages } from '../setup/debian-packages.js';

const read = (path: string) => readFileSync(path, 'utf8');
const Arguments = z.object({ SERVICE: z.string(), WITH: z.string().default('') });
const Compose = z.object({
  services: z.record(z.string(), z.object({ build: z.object({ args: Arguments }).optional(), ports: z.array(z.string()).default([]) })),
});
const Manifest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('Deployment'),
    metadata: z.object({ name: z.string() }),
    spec: z.object({
      selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
      template: z.object({
        metadata: z.object({ labels: z.record(z.string(), z.string()) }),
        spec: z.object({
          terminationGracePeriodSeconds: z.number(),
          containers: z.tuple([z.object({ ports: z.tuple([z.object({ containerPort: z.number() })]) })]),
        }),
      }),
    }),
  }),
  z.object({
    kind: z.literal('Service'),
    metadata: z.object({ name: z.string() }),
    spec: z.object({ ports: z.tuple([z.object({ port: z.number() })]) }),
  }),
  z.object({ kind: z.literal('PersistentVolumeClaim'), metadata: z.object({ name: z.string() }) }),
]);

const base = 'k8s/base';
const files = readdirSync(base).filter((name) => name !== 'kustomization.yaml');
const manifests = files.flatMap((name) =>
  parseAllDocuments(read(`${base}/${name}`)).map((document) => ({ name, manifest: Manifest.parse(document.toJS()) })),
);
const compose = Compose.parse(parse(read('deploy/compose.yaml'), { merge: true }));

describe('the Kubernetes base', () => {
  it('lists every file it has', () => {
    const { resources } = z.object({ resources: z.array(z.string()) }).parse(parse(read(`${base}/kustomization.yaml`)));
    expect([...resources].sort()).toEqual([...files].sort());
  });

  it('gives every service the name and the port that the registry gives it', () => {
    for (const { name, manifest } of manifests) {
      if (manifest.kind === 'PersistentVolumeClaim') continue;
      const port =
        manifest.kind === 'Deployment' ? manifest.spec.template.spec.containers[0].ports[0].containerPort : manifest.spec.ports[0].port;
      expect({ file: name, port }).toEqual({ file: `${manifest.metadata.name}.yaml`, port: servicePorts.get(manifest.metadata.name) });
    }
  });

  it('selects the pods that it makes, and lets them finish what they hold', () => {
    for (const { manifest } of manifests) {
      if (manifest.kind !== 'Deployment') continue;
      expect(manifest.spec.template.metadata.labels).toMatchObject(manifest.spec.selector.matchLabels);
      expect(manifest.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(60);
    }
  });
});

describe('the compose file', () => {
  const built = Object.entries(compose.services).filter(([, { build }]) => build);

  it('builds each service under its own name, and only services that the registry knows', () => {
    for (const [name, { build }] of built)
      expect({ name: build?.args.SERVICE, known: servicePorts.has(name) }).toEqual({ name, known: true });
  });

  it('deploys the same services as the Kubernetes base', () => {
    const deployed = manifests.flatMap(({ manifest }) => (manifest.kind === 'Deployment' ? [manifest.metadata.name] : []));
    expect(built.map(([name]) => name).sort()).toEqual(deployed.sort());
  });

  it('puts only Debian packages that the set-up knows into images', () => {
    const known = new Set(debianPackages.map(({ name }) => name));
    const named = built.flatMap(([, { build }]) => build!.args.WITH.split(' ').filter(Boolean));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('publishes on loopback only', () => {
    for (const { ports } of Object.values(compose.services)) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});
