import type { EntryObject, Outgoing, PersonObject, Room, RoomEvent } from "@madang/client";
import { FakeOutgoing } from "./fake-outgoing.ts";

/** How the next messages fare. */
export type Fate = "sent" | "held" | "refused" | "unconfirmed";

export interface FakeRoomOptions {
  readonly name: string;
  readonly you: () => PersonObject;
  readonly now: () => number;
}

/** A room without a server: the test is everybody else. */
export class FakeRoom implements Room {
  readonly name: string;
  people: readonly PersonObject[] = [];
  present = 0;
  typing: Room["typing"] = { count: 0, people: [] };
  fate: Fate = "sent";
  /** What `history` gives, newest page last. */
  past: EntryObject[] = [];
  readonly sent: FakeOutgoing[] = [];
  readonly typed: boolean[] = [];
  left = false;
  #offset = 1000;
  readonly #options: FakeRoomOptions;
  readonly #listeners = new Set<(event: RoomEvent) => void>();

  constructor(options: FakeRoomOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get position(): string {
    return positionOf(this.#offset);
  }

  get earlier(): boolean {
    return this.past.length > 0;
  }

  on(_event: "event", hear: (event: RoomEvent) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  tell(event: RoomEvent): void {
    for (const hear of this.#listeners) hear(event);
  }

  /** Somebody says something. */
  say(author: PersonObject, text: string, more: Partial<EntryObject> = {}): EntryObject {
    this.#offset += 1;
    const entry = this.entry(author, text, { offset: this.#offset, at: this.#options.now(), ...more });
    this.tell({ kind: "entry", entry });
    return entry;
  }

  entry(author: PersonObject, text: string, more: Partial<EntryObject> & { offset: number; at: number }): EntryObject {
    const { offset } = more;
    return { position: positionOf(offset), room: this.name, id: `m${offset}`, author, text, ...more };
  }

  joined(): void {
    this.tell({ kind: "joined", resumed: false });
  }

  here(people: readonly PersonObject[], present: number = people.length): void {
    this.people = people;
    this.present = present;
    this.tell({ kind: "presence" });
  }

  writes(people: readonly PersonObject[]): void {
    this.typing = { count: people.length, people };
    this.tell({ kind: "typing" });
  }

  send(text: string): Outgoing {
    const { now } = this.#options;
    const letter = { id: `own-${this.sent.length}`, room: this.name, text, at: now() };
    const outgoing = new FakeOutgoing(letter, (changed) => this.#carry(changed));
    this.sent.push(outgoing);
    queueMicrotask(() => this.#carry(outgoing));
    return outgoing;
  }

  async history(limit = 50): Promise<readonly EntryObject[] | undefined> {
    await new Promise((done) => setTimeout(done, 30));
    return this.past.length === 0 ? undefined : this.past.splice(-limit);
  }

  setTyping(on: boolean): void {
    this.typed.push(on);
  }

  leave(): void {
    this.left = true;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<RoomEvent> {}

  /** The server's part: the entry, then the word that it is there. */
  arrive(outgoing: FakeOutgoing): void {
    this.say(this.#options.you(), outgoing.text, { id: outgoing.id });
    outgoing.state = "sent";
    this.tell({ kind: "outgoing", outgoing });
  }

  #carry(outgoing: FakeOutgoing): void {
    const isNew = outgoing.state === "queued";
    if (isNew && this.fate === "held") outgoing.state = "sending";
    if (!isNew) this.tell({ kind: "outgoing", outgoing });
    else if (this.fate === "sent") this.arrive(outgoing);
    else if (this.fate === "refused") outgoing.fail("refused", "the disk is full");
    else if (this.fate === "unconfirmed") outgoing.become("unconfirmed");
    else this.tell({ kind: "outgoing", outgoing });
  }
}

function positionOf(offset: number): string {
  return `0k3v9q2m_${String(offset).padStart(11, "0")}_x`;
}
