import { monitorEventLoopDelay } from "node:perf_hooks";
import { idOf } from "../transport/conversation.ts";
import { View } from "../transport/ledger.ts";
import type { Liveliness } from "./order.ts";

/** How long messages take that are sent while something goes on. */
export class Spell {
  readonly #times: number[] = [];
  readonly #loop = monitorEventLoopDelay({ resolution: 1 });

  constructor() {
    this.#loop.enable();
  }

  add(ms: number): void {
    this.#times.push(ms);
  }

  /** What was sent until now counts; what of it comes later, too. */
  end(): void {
    this.#loop.disable();
  }

  get times(): readonly number[] {
    return this.#times;
  }

  get liveliness(): Liveliness {
    return livelinessOf(this.#times, this.#loop.percentile(99) / 1e6);
  }
}

export function livelinessOf(times: readonly number[], loopP99: number): Liveliness {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1), deliveries: sorted.length, loopP99 };
}

/** All that is sent, and what every live reader has got of it: each message once, in order. */
export class Watch {
  readonly #sent: { readonly at: number; readonly spell: Spell }[] = [];
  #spell = new Spell();
  #fault: string | undefined;

  /** The id of a message that is sent now. */
  sent(): string {
    this.#sent.push({ at: performance.now(), spell: this.#spell });
    return idOf(this.#sent.length - 1);
  }

  get count(): number {
    return this.#sent.length;
  }

  get fault(): string | undefined {
    return this.#fault;
  }

  /** What is sent from now on belongs together. */
  begin(): Spell {
    this.#spell.end();
    this.#spell = new Spell();
    return this.#spell;
  }

  /** A page for one more reader, who has had nothing yet. */
  reader(name: string): View {
    return new View(name, (index, fault) => {
      const sent = this.#sent[index];
      if (fault !== undefined || sent === undefined)
        this.#fault ??= fault ?? `message ${index} came before it was sent`;
      else sent.spell.add(performance.now() - sent.at);
    });
  }
}
