import {
  type Action,
  type Author,
  type Hub,
  type Member,
  type Person,
  parsePosition,
  parseRoomName,
  type Room,
  type Spelling,
} from "@madang/hub";
import {
  type Admission,
  type Caller,
  type Carrier,
  type Eventual,
  type Framing,
  type Gateway,
  type Refusal,
  type Session,
  soon,
} from "@madang/wire";
import type { Deadlines } from "../deadlines.ts";
import type { Identify, Identity } from "../identify.ts";
import { knock } from "../knock.ts";
import { textLine } from "./line.ts";

/** 64 KiB: a very long text in its widest encoding. */
export const MAX_MESSAGE_BYTES: number = 64 * 1024;
/** The subprotocol that the tutorial's clients offer. */
const SUBPROTOCOL = "chat";
const NOTHING = new Uint8Array(0);

/** What a text gateway stands on. */
export interface TextTerms {
  readonly hub: Hub;
  readonly identify: Identify;
  /** The path before the room's name, `/ws/`. */
  readonly prefix: string;
  readonly deadlines: Deadlines;
}

/**
 * `/ws/{room}`: the bare WebSocket. A text in becomes `name:text` for everybody, the sender too, once it is durable; a
 * notice has an empty name. Binary messages go to the others as they are, and are not kept.
 */
export class TextGateway implements Gateway {
  readonly #hub: Hub;
  readonly #identify: Identify;
  readonly #prefix: string;
  readonly #deadlines: Deadlines;
  readonly #spellings = new Map<string, Spelling>();

  constructor({ hub, identify, prefix, deadlines }: TextTerms) {
    this.#hub = hub;
    this.#identify = identify;
    this.#prefix = prefix;
    this.#deadlines = deadlines;
  }

  admit(caller: Caller): Eventual<Admission | Refusal> {
    const early = knock(this.#hub, caller.address);
    if (early !== undefined) return early;
    return soon(this.#identify(caller), (identity) =>
      "status" in identity ? identity : this.#admitKnown(caller, identity),
    );
  }

  #admitKnown(caller: Caller, identity: Identity): Eventual<Admission | Refusal> {
    const banned = this.#hub.rights.refusal(identity.author, caller.address, "read");
    if (banned !== undefined) return { status: 403, title: "Forbidden", detail: banned };
    const given = caller.path.slice(this.#prefix.length);
    const name = parseRoomName(given);
    return soon(name === undefined ? undefined : this.#hub.room(name), (room) => {
      if (room === undefined) return noRoom(given);
      const position = caller.query.get("position");
      return soon(position === undefined ? undefined : locate(room, position), (from) =>
        typeof from === "object" ? from : this.#letIn(caller, identity, { room, from }),
      );
    });
  }

  #letIn(caller: Caller, { author, expires }: Identity, place: Pick<Place, "room" | "from">): Admission {
    const open = (carrier: Carrier): Session => {
      const [{ address }, spelling] = [caller, this.#spelling(carrier.framing)];
      const session = new TextSession({ ...place, hub: this.#hub, author, address, carrier, spelling });
      if (expires !== undefined) session.expire((call) => this.#deadlines.add(expires, call));
      return session;
    };
    const admission = { maxMessageBytes: MAX_MESSAGE_BYTES, open };
    return caller.subprotocols.includes(SUBPROTOCOL) ? { ...admission, subprotocol: SUBPROTOCOL } : admission;
  }

  #spelling(framing: Framing): Spelling {
    let spelling = this.#spellings.get(framing.key);
    if (spelling === undefined) {
      spelling = {
        key: `text/${framing.key}`,
        shared: true,
        spell: (items) => {
          const lines = items.map(textLine).filter((line) => line !== undefined);
          return lines.length === 0 ? NOTHING : framing.frame(lines);
        },
      };
      this.#spellings.set(framing.key, spelling);
    }
    return spelling;
  }
}

/** What a session has from its admission, and its carrier. */
interface Place {
  readonly hub: Hub;
  readonly room: Room;
  readonly author: Author;
  readonly address: string;
  readonly carrier: Carrier;
  readonly spelling: Spelling;
  readonly from: number | undefined;
}

/** One bare WebSocket in one room. */
class TextSession implements Session, Person {
  readonly #place: Place;
  readonly #member: Member;
  #cancelExpiry: (() => void) | undefined;

  constructor(place: Place) {
    this.#place = place;
    this.#member = place.room.join({ person: this, spelling: place.spelling, outlet: place.carrier }, place.from);
    // A ban may have come between admission and now.
    const banned = this.#refusal("read");
    if (banned !== undefined) this.dismiss(banned);
  }

  get author(): Author {
    return this.#place.author;
  }

  get address(): string {
    return this.#place.address;
  }

  text(message: string): void {
    const { hub, room, author } = this.#place;
    const refusal = this.#refusal("send");
    if (refusal !== undefined) {
      this.#notSent(refusal);
      return;
    }
    const wait = hub.messageWait(author);
    if (wait > 0) {
      this.#notSent(`너무 빠릅니다. ${(wait / 1000).toFixed(1)}초 뒤에 다시 보내 주세요.`);
      return;
    }
    room.append(hub.draft(author, { text: message }), (receipt) => {
      if (receipt.outcome === "refused") this.#notSent(receipt.why);
    });
  }

  binary(message: Uint8Array): void {
    const refusal = this.#refusal("send");
    const { room } = this.#place;
    if (refusal !== undefined) this.#notSent(refusal);
    else if (!room.relays) this.#notSent("이 방은 바이너리를 전하지 않습니다.");
    else room.happen({ kind: "relay", from: this.author, data: message, except: this.#member });
  }

  drained(): void {
    this.#place.room.drained(this.#member);
  }

  farewell(after: number, why: string): void {
    this.#place.carrier.close(1012, `${why}; come back in ${(after / 1000).toFixed(1)} s`);
  }

  /** Closes when the login ends. */
  expire(later: (call: () => void) => () => void): void {
    this.#cancelExpiry = later(() => this.#place.carrier.close(4002, "the login has expired"));
  }

  closed(): void {
    this.#cancelExpiry?.();
    this.#place.room.leave(this.#member);
  }

  dismiss(why: string): void {
    this.#place.carrier.close(4001, why);
  }

  #refusal(action: Action): string | undefined {
    const { hub, author, address } = this.#place;
    return hub.rights.refusal(author, address, action);
  }

  /** A line from the server to this connection alone. */
  #notSent(why: string): void {
    const { carrier } = this.#place;
    carrier.write(carrier.framing.frame([`:보내지 못했습니다: ${why}`]));
  }
}

async function locate(room: Room, text: string): Promise<number | Refusal> {
  const position = parsePosition(text);
  if (position === undefined)
    return { status: 400, title: "Bad Request", detail: "this is not a position that a room gave" };
  const located = await room.locate(position);
  return typeof located === "number"
    ? located
    : { status: 410, title: "Gone", detail: `${located.why}; connect without a position to read from now on` };
}

function noRoom(name: string): Refusal {
  return { status: 404, title: "Not Found", detail: `there is no room named ${JSON.stringify(name)}` };
}
