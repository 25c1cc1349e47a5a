import { anyText, maybe, type Setting } from './setting.js';

/** Which documents are carried out. */
export const documentSettings = {
  TRUSTED_DOCUMENTS: {
    default: '',
    about: 'A manifest of documents, or a folder of manifests: no others are carried out',
    read: maybe(anyText),
  },
} as const satisfies Record<string, Setting<unknown>>;
