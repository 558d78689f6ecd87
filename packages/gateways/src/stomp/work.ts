import type { Person } from "@madang/hub";
import type { Carrier } from "@madang/wire";
import type {
  ClosedEvent,
  ConnectEvent,
  DisconnectEvent,
  Event,
  Header,
  SubscribeEvent,
  Version,
} from "@madang/wire/stomp";
import type { Complaint } from "./complaint.ts";
import type { StompDesk } from "./desk.ts";
import { StompErrors } from "./errors.ts";
import { StompReading } from "./reading.ts";
import type { StompTerms } from "./terms.ts";
import { StompWriting } from "./writing.ts";

/** What somebody who is let in may want. */
export type WorkEvent = Exclude<Event, ConnectEvent | DisconnectEvent | ClosedEvent>;

export interface StompWorkParts {
  readonly terms: StompTerms;
  readonly person: Person;
  readonly carrier: Carrier;
  readonly version: Version;
  readonly desk: StompDesk;
}

/** What one connection does in the rooms: it reads, it writes, and it listens to what went wrong. */
export class StompWork {
  readonly #errors: StompErrors;
  readonly #reading: StompReading;
  readonly #writing: StompWriting;
  readonly #desk: StompDesk;
  #gone = false;

  constructor(parts: StompWorkParts) {
    const { host, messages } = parts.terms;
    const errors = new StompErrors({ ...parts, host, messages });
    this.#errors = errors;
    this.#reading = new StompReading({ ...parts, errors });
    this.#writing = new StompWriting(parts);
    this.#desk = parts.desk;
  }

  /** A promise when what follows must wait. What was sent before the end is still done, nothing else. */
  handle(event: WorkEvent): Promise<void> | undefined {
    if (event.kind === "send") return this.#writing.send(event);
    if (event.kind === "commit") {
      for (const action of event.actions) if (action.kind !== "send") this.#reading.settle(action);
      return this.#writing.commit(event);
    }
    if (this.#gone) return undefined;
    if (event.kind === "subscribe") return this.#subscribe(event);
    if (event.kind === "unsubscribe") this.#reading.unsubscribe(event);
    else {
      this.#reading.settle(event);
      this.#desk.done(event.frame);
    }
    return undefined;
  }

  /** "From now on" is behind what this connection has sent before. */
  async #subscribe(event: SubscribeEvent): Promise<void> {
    await this.#writing.settled();
    if (!this.#gone) await this.#reading.subscribe(event);
  }

  /** False: nobody listens to errors here. */
  tell(complaint: Complaint, about: readonly Header[]): boolean {
    return this.#errors.tell(complaint, about);
  }

  drained(): void {
    this.#reading.drained();
  }

  leave(): void {
    this.#gone = true;
    this.#reading.leaveAll();
  }
}
