import type { Identify } from "@madang/gateways";
import type { Action, Author, Hub } from "@madang/hub";
import type { Caller } from "@madang/wire";
import { Problem } from "./problem.ts";

/** Somebody who asks over plain HTTP. */
export class Visitor {
  readonly author: Author;
  readonly address: string;
  readonly #hub: Hub;

  private constructor(author: Author, address: string, hub: Hub) {
    this.author = author;
    this.address = address;
    this.#hub = hub;
  }

  /** Throws `Problem` when nobody is let in like this. */
  static async of(hub: Hub, identify: Identify, caller: Caller): Promise<Visitor> {
    const identity = await identify(caller);
    if ("status" in identity) throw new Problem(identity.status, identity.detail);
    return new Visitor(identity.author, caller.address, hub);
  }

  /** Throws `Problem` unless they may; 401 to who has not said who they are. */
  must(action: Action): void {
    const refusal = this.#hub.rights.refusal(this.author, this.address, action);
    if (refusal === undefined) return;
    if (this.author.kind === "guest" && action !== "read" && action !== "send") {
      throw new Problem(401, `${refusal}: send its token as Authorization: Bearer …`);
    }
    throw new Problem(403, refusal);
  }
}
