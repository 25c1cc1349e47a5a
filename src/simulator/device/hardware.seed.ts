import type { Platform } from './device.seed.js';

export interface Model {
  brand: string;
  manufacturer: string;
  model: string;
  hardware: string;
  os: string;
  versions: readonly string[];
  cellular: boolean;
  battery: boolean;
  ramMb: number;
  storageMb: number;
}

type Row = [string, string, string, string, string, string[], 'phone' | 'tablet' | 'fixed', number, number];

const model = ([brand, maker, name, hardware, os, versions, kind, ramMb, storageMb]: Row): Model => ({
  brand,
  manufacturer: maker,
  model: name,
  hardware,
  os,
  versions,
  ramMb,
  storageMb,
  cellular: kind === 'phone',
  battery: kind !== 'fixed',
});

const ROWS: Record<Platform, Row[]> = {
  ANDROID: [
    ['samsung', 'samsung', 'SM-G991B', 'exynos2100', 'Android', ['12', '13', '14'], 'phone', 7440, 128000],
    ['samsung', 'samsung', 'SM-T575', 'exynos9810', 'Android', ['11', '12', '13'], 'tablet', 3680, 64000],
    ['Zebra', 'Zebra Technologies', 'TC52', 'qcom', 'Android', ['8.1.0', '10', '11'], 'phone', 3540, 32000],
    ['Zebra', 'Zebra Technologies', 'ET45', 'qcom', 'Android', ['11', '13'], 'tablet', 3900, 64000],
    ['Google', 'Google', 'Pixel 7', 'gs201', 'Android', ['13', '14', '15'], 'phone', 7600, 128000],
    ['Elo', 'Elo Touch', 'I-Series 4', 'qcom', 'Android', ['10', '12'], 'fixed', 3800, 32000],
    ['Lenovo', 'LENOVO', 'TB-8505F', 'mt8766', 'Android', ['9', '10'], 'tablet', 1980, 16000],
  ],
  APPLE: [
    ['Apple', 'Apple Inc.', 'iPhone 13', 'iPhone14,5', 'iOS', ['16.7.2', '17.5.1', '18.1'], 'phone', 4096, 128000],
    ['Apple', 'Apple Inc.', 'iPad (10th gen)', 'iPad13,18', 'iPadOS', ['17.5.1', '18.0'], 'tablet', 4096, 64000],
    ['Apple', 'Apple Inc.', 'Apple TV 4K', 'AppleTV14,1', 'tvOS', ['17.4', '18.0'], 'fixed', 4096, 64000],
  ],
  LINUX: [
    ['Dell', 'Dell Inc.', 'OptiPlex 3000', 'x86_64', 'Linux', ['22.04', '24.04'], 'fixed', 8192, 256000],
    ['Raspberry Pi', 'Raspberry Pi', 'CM4', 'BCM2711', 'Ubuntu', ['22.04'], 'fixed', 4096, 32000],
  ],
  WINDOWS: [
    ['HP', 'HP Inc.', 'Engage One', 'x64', 'Windows', ['10.0.19045', '11.0.22631'], 'fixed', 16384, 256000],
    ['Microsoft', 'Microsoft Corporation', 'Surface Go 3', 'x64', 'Windows', ['11.0.22631'], 'tablet', 8192, 128000],
  ],
};

export const MODELS: Record<Platform, Model[]> = {
  ANDROID: ROWS.ANDROID.map(model),
  APPLE: ROWS.APPLE.map(model),
  LINUX: ROWS.LINUX.map(model),
  WINDOWS: ROWS.WINDOWS.map(model),
};
