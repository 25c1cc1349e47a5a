import { systemClock, type Clock } from '../../clock.js';
import type { UpstreamRequest } from '../../send.js';
import { Circuit, type CircuitOptions, type CircuitState } from './circuit.js';

export interface CircuitsOptions extends CircuitOptions {
  /** What fails together: calls it gives the same name share a circuit. The names must be few. */
  readonly scopeOf: (request: UpstreamRequest) => string;
  /** Told when the circuit of a scope opens, and when it is closed again. */
  readonly onChange?: ((scope: string, state: 'open' | 'closed') => void) | undefined;
  readonly clock?: Clock;
}

/** The circuits of one host. */
export class Circuits {
  readonly #options: CircuitsOptions;
  readonly #circuits = new Map<string, Circuit>();

  constructor(options: CircuitsOptions) {
    this.#options = options;
  }

  of(request: UpstreamRequest): Circuit {
    const scope = this.#options.scopeOf(request);
    const known = this.#circuits.get(scope);
    if (known) return known;
    const { clock = systemClock, onChange } = this.#options;
    const circuit = new Circuit(this.#options, clock, (state) => onChange?.(scope, state));
    this.#circuits.set(scope, circuit);
    return circuit;
  }

  /** The state of every circuit met so far. */
  snapshot(): Record<string, CircuitState> {
    return Object.fromEntries([...this.#circuits].map(([scope, { state }]) => [scope, state]));
  }
}
