import type { Caller, Host } from "@madang/wire";
import type { Claim } from "./producers.ts";

/** 256 characters: a UUID or a service's name is shorter. */
const MAX_PRODUCER_LENGTH = 256;
const WHOLE = /^(?:0|[1-9]\d{0,15})$/;

/**
 * What the headers of a request claim (Durable Streams section 5.2.1): all three of them or none. A text says what is
 * wrong with them.
 */
export function readClaim({ headers }: Caller): Claim | undefined | string {
  const [id, epoch, seq] = ["producer-id", "producer-epoch", "producer-seq"].map((name) => headers.get(name));
  if (id === undefined && epoch === undefined && seq === undefined) return undefined;
  if (id === undefined || epoch === undefined || seq === undefined)
    return "Producer-Id, Producer-Epoch and Producer-Seq come together or not at all";
  if (id === "" || id.length > MAX_PRODUCER_LENGTH) return `Producer-Id: has 1 to ${MAX_PRODUCER_LENGTH} characters`;
  const claim = { id, epoch: whole(epoch), seq: whole(seq) };
  if (Number.isNaN(claim.epoch)) return "Producer-Epoch: is a whole number from 0 to 2^53 - 1";
  if (Number.isNaN(claim.seq)) return "Producer-Seq: is a whole number from 0 to 2^53 - 1";
  return claim;
}

/** The id of the `index`-th message that a claim is for: the same for a repeat, and after any restart. */
export function claimedId({ id, epoch, seq }: Claim, index: number, host: Host): string {
  return `producer-${host.sha1(JSON.stringify([id, epoch, seq, index]), "hex")}`;
}

function whole(text: string): number {
  const number = WHOLE.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : Number.NaN;
}
