import { type Author, formatPosition, type Member, type Person, type Position, type Spelling } from "@madang/hub";
import { type Carrier, formatPositions, type Session, type Stream } from "@madang/wire";
import { LIFE_SIGN, spellRetry } from "@madang/wire/event-stream";
import { spellHere } from "./here.ts";
import { type Place, spellPlaces } from "./place.ts";
import type { LogQuery } from "./query.ts";
import { streamHeaders } from "./read.ts";
import type { HttpLogTerms, Reader } from "./terms.ts";

/** What a stream is made of. */
export interface LogStreamParts {
  readonly terms: HttpLogTerms;
  readonly reader: Reader;
  readonly query: LogQuery;
  readonly places: readonly Place[];
}

/** The response that goes on: an event stream, or a JSON object a line. */
export function logStream(parts: LogStreamParts): Stream {
  const { query, places } = parts;
  const type = query.live === "sse" ? "text/event-stream" : "application/x-ndjson";
  return {
    kind: "stream",
    status: 200,
    headers: streamHeaders(type, spellPlaces(places, query.many)),
    open: (carrier) => new LogStream(parts, carrier),
  };
}

/** Somebody who reads rooms over a response that goes on; they are there, as over a WebSocket. */
class LogStream implements Session, Person {
  readonly #parts: LogStreamParts;
  readonly #carrier: Carrier;
  readonly #joined: { readonly place: Place; readonly member: Member }[] = [];
  /** Where it stands, by room; kept up only where one string names several. */
  readonly #positions: Map<string, string>;
  readonly #endLifeSigns: () => void;
  readonly #cancelExpiry: () => void = () => undefined;
  #closed = false;
  /** It is written to in a spelling of its own, until it has come to the head. */
  #isAnew: boolean;
  /** The carrier has had enough, and has not said yet that it takes more. */
  #full = false;

  constructor(parts: LogStreamParts, carrier: Carrier) {
    this.#parts = parts;
    this.#carrier = carrier;
    const { terms, reader, places } = parts;
    this.#positions = new Map(places.map(({ room, after }) => [room.name, formatPosition(after)]));
    const outlet = { write: (image: Uint8Array): boolean => this.#write(image) };
    this.#isAnew = !parts.query.many && parts.query.cursor !== undefined && this.#isSse;
    for (const place of places) {
      const { room, after } = place;
      // A carrier that closes while it is written to takes no more rooms.
      if (this.#closed) break;
      const member = room.join({ person: this, spelling: this.#spelling(place), outlet }, after.offset);
      this.#joined.push({ place, member });
      if (parts.query.people && !this.#closed) this.#write(terms.host.encode(spellHere(room)));
    }
    this.#endLifeSigns = terms.lifeSigns.add(() => this.#lifeSign());
    if (reader.expires !== undefined) {
      this.#cancelExpiry = terms.deadlines.add(reader.expires, () => carrier.close(4002, "the login has expired"));
    }
    // A ban may have come between the request and now.
    const banned = terms.hub.rights.refusal(reader.author, reader.address, "read");
    if (banned !== undefined) this.dismiss(banned);
  }

  get author(): Author {
    return this.#parts.reader.author;
  }

  get address(): string {
    return this.#parts.reader.address;
  }

  /** Nothing comes in on a response. */
  text(): void {}

  binary(): void {}

  drained(): void {
    this.#full = false;
    for (const { place, member } of this.#joined) place.room.drained(member);
  }

  farewell(after: number, why: string): void {
    if (this.#isSse) this.#carrier.write(this.#parts.terms.host.encode(`: ${why}\n${spellRetry(after)}`));
    this.#carrier.close(1012, why);
  }

  closed(): void {
    this.#closed = true;
    this.#endLifeSigns();
    this.#cancelExpiry();
    for (const { place, member } of this.#joined) place.room.leave(member);
  }

  /** Whoever comes again is told why not. */
  dismiss(why: string): void {
    this.#carrier.close(4001, why);
  }

  get #isSse(): boolean {
    return this.#parts.query.live === "sse";
  }

  #write(image: Uint8Array): boolean {
    const taken = this.#carrier.write(image);
    if (!taken) this.#full = true;
    const [only] = this.#joined;
    if (this.#isAnew && only !== undefined && only.member.place >= 0) {
      this.#isAnew = false;
      only.place.room.respell(only.member, this.#spelling(only.place));
    }
    return taken;
  }

  /** Into a connection that is full there is no need to say anything. */
  #lifeSign(): void {
    if (!this.#full) this.#write(this.#isSse ? SSE_LIFE_SIGN : LINE_LIFE_SIGN);
  }

  #spelling({ room }: Place): Spelling {
    const { terms, query } = this.#parts;
    if (!this.#isSse) return terms.spellings.lines(room.name);
    if (this.#isAnew) return terms.spellings.sseAnew(room.name);
    if (!query.many) return terms.spellings.sse(room.name);
    const place = (at: Position): string => {
      this.#positions.set(room.name, formatPosition(at));
      return formatPositions(this.#positions);
    };
    return terms.spellings.sseOf(room.name, place, () => this.#isAtHeadBut(room.name));
  }

  /** Whether it has come to the head of every other room. */
  #isAtHeadBut(name: string): boolean {
    const there = this.#joined.filter(({ place, member }) => place.room.name === name || member.place >= 0);
    const isJoining = !this.#joined.some(({ place }) => place.room.name === name);
    return there.length + (isJoining ? 1 : 0) === this.#parts.places.length;
  }
}

/** As bytes by hand, once: a colon and two line ends; and an empty line. */
const SSE_LIFE_SIGN: Uint8Array = Uint8Array.from(LIFE_SIGN, (sign) => sign.charCodeAt(0));
const LINE_LIFE_SIGN: Uint8Array = Uint8Array.of(0x0a);
