import { uuidOf } from '../random.js';

export interface TenantAppVersion {
  id: string;
  name: string;
  build: string;
}

export interface TenantApp {
  index: number;
  id: string;
  name: string;
  packageName: string;
  platform: 'APPLE' | 'WINDOWS';
  versions: TenantAppVersion[];
}

const APPS: [name: string, packageName: string, platform: TenantApp['platform']][] = [
  ['Point of Sale', 'com.example.ios.pos', 'APPLE'],
  ['Loyalty', 'com.example.ios.loyalty', 'APPLE'],
  ['Route Planner', 'com.example.ios.routes', 'APPLE'],
  ['Training', 'com.example.ios.training', 'APPLE'],
  ['Back Office', 'Example.BackOffice', 'WINDOWS'],
  ['Label Printer', 'Example.Labels', 'WINDOWS'],
  ['Till', 'Example.Till', 'WINDOWS'],
];

/** The tenant's own apps for Apple and Windows devices; there is no such catalogue for Linux. */
export function seedTenantApps(seed: number): TenantApp[] {
  return APPS.map(([name, packageName, platform], index) => ({
    index,
    id: uuidOf(seed, 'tenant-app', index),
    name,
    packageName,
    platform,
    versions: Array.from({ length: 1 + (index % 3) }, (_, step) => ({
      id: uuidOf(seed, 'tenant-app-version', index * 3 + step),
      name: `${index + 1}.${step}`,
      build: String(100 * (index + 1) + step),
    })),
  }));
}
