import type { Member, Person, Room } from "@madang/hub";
import type { Carrier } from "@madang/wire";
import {
  ACK_WINDOW,
  header,
  type SettleEvent,
  type SubscribeEvent,
  type Subscription,
  type UnsubscribeEvent,
  type Version,
} from "@madang/wire/stomp";
import { AckedReader } from "./acked.ts";
import { findRoom, type StompDesk } from "./desk.ts";
import type { StompErrors } from "./errors.ts";
import type { Form } from "./message.ts";
import { findStart } from "./start.ts";
import type { StompTerms } from "./terms.ts";

export interface StompReadingParts {
  readonly terms: StompTerms;
  readonly person: Person;
  readonly carrier: Carrier;
  readonly version: Version;
  readonly errors: StompErrors;
  readonly desk: StompDesk;
}

/** A subscription's place in its room. */
interface Place {
  readonly room: Room;
  readonly member: Member;
  readonly acked?: AckedReader;
  /** Done with when the place is left. */
  release(): void;
}

/** What a connection reads: each subscription is a member of its room, two of the same room are two. */
export class StompReading {
  readonly #parts: StompReadingParts;
  readonly #places = new Map<Subscription, Place>();
  #gone = false;

  constructor(parts: StompReadingParts) {
    this.#parts = parts;
  }

  async subscribe(event: SubscribeEvent): Promise<void> {
    const { terms, errors, desk } = this.#parts;
    const { frame, subscription, headers } = event;
    if (errors.subscribe(event)) {
      desk.done(frame);
      return;
    }
    const room = await findRoom(terms, subscription.destination);
    if ("details" in room) {
      desk.fail(frame, room);
      return;
    }
    const start = await findStart(room, headers);
    if (this.#gone) return;
    if ("details" in start) {
      desk.fail(frame, start);
      return;
    }
    desk.done(frame, start);
    this.#join(room, event, start.offset);
  }

  unsubscribe({ frame, subscription }: UnsubscribeEvent): void {
    const { errors, desk } = this.#parts;
    errors.unsubscribe(subscription);
    this.#leave(subscription);
    desk.done(frame);
  }

  /** ACK or NACK: a log has nowhere else to put what somebody does not want, so both mean that it has been seen. */
  settle({ subscription }: SettleEvent): void {
    const place = this.#places.get(subscription);
    place?.acked?.settled(place.room, place.member);
  }

  drained(): void {
    for (const { room, member, acked } of this.#places.values()) {
      if (acked === undefined) room.drained(member);
      else acked.drained(room, member);
    }
  }

  leaveAll(): void {
    this.#gone = true;
    for (const subscription of this.#places.keys()) this.#leave(subscription);
  }

  #leave(subscription: Subscription): void {
    const place = this.#places.get(subscription);
    if (place === undefined) return;
    this.#places.delete(subscription);
    place.room.leave(place.member);
    place.release();
  }

  #join(room: Room, event: SubscribeEvent, from: number): void {
    const { terms, carrier, person } = this.#parts;
    const { subscription, headers } = event;
    const form = this.#form(room, event);
    const { window } = subscription;
    if (window === undefined) {
      const spelling = terms.spellings.take({ form, framing: carrier.framing, subscription: subscription.id });
      const member = room.join({ person, spelling, outlet: carrier }, from);
      this.#places.set(subscription, { room, member, release: () => spelling.release() });
      return;
    }
    const { messages } = terms;
    const prefetch = readPrefetch(header(headers, "prefetch-count"));
    const parts = { messages, form, carrier, subscription, window, prefetch };
    const acked = new AckedReader(`stomp-acked/${terms.number()}`, parts);
    const member = room.join({ person, spelling: acked, outlet: acked }, from);
    this.#places.set(subscription, { room, member, acked, release: () => undefined });
  }

  #form(room: Room, { subscription, headers }: SubscribeEvent): Form {
    const { terms, version } = this.#parts;
    const destination = terms.destinations.find(subscription.destination)?.name ?? subscription.destination;
    return { version, room: room.name, destination, notices: header(headers, "notices") === "true" };
  }
}

/** As RabbitMQ calls it; what is no number is no wish. */
function readPrefetch(text: string | undefined): number {
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? count : ACK_WINDOW;
}
