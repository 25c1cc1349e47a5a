import type { Setting } from './setting.js';

/** Which documents are carried out. */
export const documentSettings = {
  TRUSTED_DOCUMENTS: {
    default: '',
    about: 'A manifest of documents, or a folder of manifests: no others are carried out',
    read: (value: string) => value || null,
  },
} as const satisfies Record<string, Setting<unknown>>;
