/** 10,000 of them; who has been silent longest is forgotten, and begins again where it stands. */
const MAX_PRODUCERS = 10_000;

/** What a producer says of a send (Durable Streams section 5.2.1). */
export interface Claim {
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
}

/** Why a send is not to be made. */
export type Unclaimed =
  /** It was made before; `seq` is the last that was. */
  | { readonly kind: "repeat"; readonly seq: number }
  /** A later epoch has taken over. */
  | { readonly kind: "stale"; readonly epoch: number }
  /** Something before it is missing. */
  | { readonly kind: "gap"; readonly expected: number }
  /** A new epoch that does not begin with 0. */
  | { readonly kind: "begin" };

interface Standing {
  readonly epoch: number;
  readonly seq: number;
}

/**
 * Where each producer stands, for as long as the process lives and remembers. What must outlive it, that a repeat
 * becomes no second entry, the ids of the entries see to: a producer who is not known may go on at any number.
 */
export class Producers {
  readonly #max: number;
  readonly #standings = new Map<string, Standing>();
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(max: number = MAX_PRODUCERS) {
    this.#max = max;
  }

  /** Sends, one after the other for each `key`, and notes it when it answers true; or says why not. */
  async send(key: string, claim: Claim, send: () => Promise<boolean>): Promise<Unclaimed | undefined> {
    const before = this.#lines.get(key) ?? Promise.resolve();
    const line = before.then(() => this.#sendNext(key, claim, send));
    const settled = line.catch(() => undefined);
    this.#lines.set(key, settled);
    try {
      return await line;
    } finally {
      if (this.#lines.get(key) === settled) this.#lines.delete(key);
    }
  }

  async #sendNext(key: string, claim: Claim, send: () => Promise<boolean>): Promise<Unclaimed | undefined> {
    const unclaimed = judge(this.#standings.get(key), claim);
    if (unclaimed !== undefined) return unclaimed;
    if (!(await send())) return undefined;
    this.#standings.delete(key);
    this.#standings.set(key, { epoch: claim.epoch, seq: claim.seq });
    for (const oldest of this.#standings.keys()) {
      if (this.#standings.size <= this.#max) break;
      this.#standings.delete(oldest);
    }
    return undefined;
  }
}

function judge(standing: Standing | undefined, { epoch, seq }: Claim): Unclaimed | undefined {
  if (standing === undefined) return undefined;
  if (epoch < standing.epoch) return { kind: "stale", epoch: standing.epoch };
  if (epoch > standing.epoch) return seq === 0 ? undefined : { kind: "begin" };
  if (seq <= standing.seq) return { kind: "repeat", seq: standing.seq };
  return seq === standing.seq + 1 ? undefined : { kind: "gap", expected: standing.seq + 1 };
}
