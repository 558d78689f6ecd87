import type { Author } from "@madang/hub";
import type { Caller, Eventual, Refusal } from "@madang/wire";

/** What a protocol's own login says beside the request. */
export interface Login {
  /** A token always wins over a name. */
  readonly token?: string;
  readonly name?: string;
}

/** Who somebody is, and until when (milliseconds since 1970). */
export interface Identity {
  readonly author: Author;
  readonly expires?: number;
}

/** Says who a caller is, or why they are not let in. One for all gateways; the server decides what stands behind it. */
export type Identify = (caller: Caller, login?: Login) => Eventual<Identity | Refusal>;
