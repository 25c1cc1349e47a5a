import type { ReactElement } from 'react';
import { API_KEY_FIELD } from '../api-key.js';

export function KeyRefused(): ReactElement {
  return (
    <div className="explorer-refused" role="alert">
      <span>Esper did not accept the API key, or none was sent. Enter a valid one in the field at the top right.</span>
      <button type="button" onClick={() => document.getElementById(API_KEY_FIELD)?.focus()}>
        Enter API key
      </button>
    </div>
  );
}
