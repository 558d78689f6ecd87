import type { DeflateAgreement } from "./deflate-agreement.ts";
import { acceptDeflate, type DeflatePolicy } from "./deflate-policy.ts";
import { type Extension, spellExtensions } from "./extension-header.ts";

/**
 * One server's agreements about permessage-deflate: equal ones are one object, so that connections can share their
 * options by it, and those with context takeover are counted, so that what they hold has a bound.
 */
export class DeflateTerms {
  readonly #policy: DeflatePolicy;
  readonly #withoutTakeover: DeflatePolicy;
  /** By the response's spelling: at most 4 × 8 × 8. */
  readonly #agreements = new Map<string, DeflateAgreement>();
  #takeovers = 0;

  constructor(policy: DeflatePolicy) {
    this.#policy = policy;
    this.#withoutTakeover = Object.freeze({ ...policy, serverTakeover: false, clientTakeover: false });
  }

  /** Undefined: nothing is compressed. Give what is answered back to `release` when the connection is gone. */
  agree(offers: readonly Extension[]): DeflateAgreement | undefined {
    const full = this.#takeovers >= this.#policy.maxTakeovers;
    const accepted = acceptDeflate(offers, full ? this.#withoutTakeover : this.#policy);
    if (accepted === undefined) return undefined;
    if (keepsWindow(accepted)) this.#takeovers++;
    const key = spellExtensions([accepted.response]);
    const agreement = this.#agreements.get(key) ?? accepted;
    this.#agreements.set(key, agreement);
    return agreement;
  }

  /** Once per connection. */
  release(agreement: DeflateAgreement): void {
    if (keepsWindow(agreement)) this.#takeovers--;
  }
}

function keepsWindow({ serverTakeover, clientTakeover }: DeflateAgreement): boolean {
  return serverTakeover || clientTakeover;
}
