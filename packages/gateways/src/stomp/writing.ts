import type { Draft, Person, Receipt, Room, WholeReceipt } from "@madang/hub";
import type { CommitEvent, SendEvent } from "@madang/wire/stomp";
import { keyRefusal } from "../entry-key.ts";
import type { Complaint } from "./complaint.ts";
import { type SentContent, sentContent } from "./content.ts";
import { findRoom, type StompDesk, type Told } from "./desk.ts";
import type { StompTerms } from "./terms.ts";

/** 64 destinations that a connection has written to and need not be looked for again. */
const MAX_KNOWN = 64;

export interface StompWritingParts {
  readonly terms: StompTerms;
  readonly person: Person;
  readonly desk: StompDesk;
}

/** What a connection writes: a SEND is an entry, a transaction several, all or none. */
export class StompWriting {
  readonly #terms: StompTerms;
  readonly #person: Person;
  readonly #desk: StompDesk;
  readonly #known = new Map<string, Room>();
  /** How much is on its way into a log. */
  #underWay = 0;
  readonly #settled: (() => void)[] = [];

  constructor({ terms, person, desk }: StompWritingParts) {
    this.#terms = terms;
    this.#person = person;
    this.#desk = desk;
  }

  /** A promise when what follows must wait. Who is too fast is not read on from for a while. */
  send(event: SendEvent): Promise<void> | undefined {
    if (this.#isBanned()) return undefined;
    const content = sentContent(event, this.#terms.host);
    if (typeof content === "string") {
      this.#desk.refuse(event, bad(content));
      return undefined;
    }
    const room = this.#known.get(event.destination);
    const wait = this.#terms.hub.messageWait(this.#person.author);
    if (room !== undefined && wait === 0) this.#append(room, event, content);
    else return this.#sendLater(event, content, wait);
    return undefined;
  }

  /** Resolves when all that has been sent so far has its place, or has been refused. */
  settled(): Promise<void> {
    return this.#underWay === 0 ? Promise.resolve() : new Promise((resolve) => this.#settled.push(resolve));
  }

  /** STOMP 1.2 "COMMIT": all of it is durable, with contiguous offsets, or nothing is there. */
  async commit(event: CommitEvent): Promise<void> {
    const sends = event.actions.filter((action) => action.kind === "send");
    const told: Told = { frame: event.frame, headers: [] };
    const [first] = sends;
    if (first === undefined) {
      this.#desk.done(event.frame);
      return;
    }
    if (this.#isBanned()) return;
    for (const _ of sends) await this.#pace(this.#terms.hub.messageWait(this.#person.author));
    const room = await this.#room(first.destination);
    const drafts = "details" in room ? room : await this.#drafts(sends, room);
    if ("details" in room || "details" in drafts) {
      this.#desk.refuse(told, drafts as Complaint);
      return;
    }
    this.#underWay++;
    room.appendAll(drafts, (receipt) => {
      this.#settle();
      this.#committed(told, drafts, receipt);
    });
    room.typing(this.#person.author, false);
  }

  #committed(told: Told, drafts: readonly Draft[], receipt: WholeReceipt): void {
    if (receipt.outcome === "kept") {
      this.#desk.done(told.frame, receipt.receipts.at(-1)?.position);
      return;
    }
    if (receipt.outcome === "refused") this.#desk.refuse(told, refused(receipt.why));
    else this.#desk.refuse(told, conflict(drafts[receipt.index]?.id ?? ""));
  }

  async #drafts(sends: readonly SendEvent[], room: Room): Promise<readonly Draft[] | Complaint> {
    const drafts: Draft[] = [];
    for (const send of sends) {
      const other = await this.#room(send.destination);
      if ("details" in other) return other;
      if (other !== room)
        return bad("a transaction has SENDs to one room, so that it is there as a whole or not at all");
      const content = sentContent(send, this.#terms.host);
      if (typeof content === "string") return bad(content);
      const fault = keyFault(room, content);
      if (fault !== undefined) return bad(fault);
      drafts.push(this.#draft(content));
    }
    return drafts;
  }

  async #sendLater(event: SendEvent, content: SentContent, wait: number): Promise<void> {
    await this.#pace(wait);
    const room = await this.#room(event.destination);
    if ("details" in room) this.#desk.refuse(event, room);
    else this.#append(room, event, content);
  }

  #append(room: Room, event: SendEvent, content: SentContent): void {
    const fault = keyFault(room, content);
    if (fault !== undefined) {
      this.#desk.refuse(event, bad(fault));
      return;
    }
    const draft = this.#draft(content);
    this.#underWay++;
    room.append(draft, (receipt) => {
      this.#settle();
      this.#appended(event, draft, receipt);
    });
    room.typing(this.#person.author, false);
  }

  #settle(): void {
    this.#underWay--;
    if (this.#underWay === 0) for (const resolve of this.#settled.splice(0)) resolve();
  }

  #appended(event: SendEvent, { id }: Draft, receipt: Receipt): void {
    if (receipt.outcome === "conflict") this.#desk.refuse(event, conflict(id));
    else if (receipt.outcome === "refused") this.#desk.refuse(event, refused(receipt.why));
    else this.#desk.done(event.frame, receipt.position);
  }

  #draft({ content, ...more }: SentContent): Draft {
    return this.#terms.hub.draft(this.#person.author, content, more);
  }

  /** Waits for as long as this author is too fast; `wait` is what it has been told to. */
  async #pace(wait: number): Promise<void> {
    const { clock, hub } = this.#terms;
    for (let left = wait; left > 0; left = hub.messageWait(this.#person.author)) {
      await new Promise<void>((resolve) => clock.after(left, resolve));
    }
  }

  async #room(destination: string): Promise<Room | Complaint> {
    const known = this.#known.get(destination);
    if (known !== undefined) return known;
    const room = await findRoom(this.#terms, destination);
    if ("details" in room) return room;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.set(destination, room);
    return room;
  }

  #isBanned(): boolean {
    const { author, address } = this.#person;
    const refusal = this.#terms.hub.rights.refusal(author, address, "send");
    if (refusal !== undefined) this.#person.dismiss(refusal);
    return refusal !== undefined;
  }
}

function keyFault(room: Room, { key }: SentContent): string | undefined {
  const refusal = keyRefusal(room, key);
  return refusal && `x-key: ${refusal}`;
}

function bad(details: string): Complaint {
  return { closeCode: 1008, code: "bad", message: "a bad SEND", details };
}

function conflict(id: string): Complaint {
  const details = `This id stands for another message: ${id}`;
  return { closeCode: 1008, code: "conflict", message: "conflict", details };
}

/** The same may be sent again later, such as when the disk has room again. */
function refused(details: string): Complaint {
  return { closeCode: 1013, code: "refused", message: "not kept", details };
}
