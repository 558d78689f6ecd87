import type { Dice } from "../dice.ts";
import type { Ports } from "./ports.ts";

/** Where a room is, and as whom one comes. */
export interface Spot extends Ports {
  readonly room: string;
  readonly name: string;
  readonly dice: Dice;
}

/** An entry as a transport shows it. */
export interface Seen {
  readonly position?: string;
  readonly offset?: number;
  readonly id?: string;
  readonly author: string;
  readonly text: string;
}

/** What a reading link tells. Nothing follows `closed`, and nothing `Reader.close`. */
export interface ReaderEars {
  /** Reading begins after this place. Told before the first entry, where the transport has positions. */
  begun(position: string): void;
  seen(entry: Seen): void;
  /** The place to read on from, where it is told apart from the entries. */
  stands(position: string): void;
  /** Something came that is no entry. */
  alive(): void;
  /** The server says that something is not to be had: in these runs that is a fault. */
  gone(why: string): void;
  closed(why: string): void;
}

/** What a writing link tells. Nothing follows `closed`, and nothing `Writer.close`. */
export interface WriterEars {
  opened(): void;
  /** It is durable; `position` where the transport says so. */
  receipt(number: number, position: string | undefined): void;
  /** The server has not taken it, for now. */
  refused(number: number, why: string): void;
  /** The server says that this id stands for another text. */
  conflict(number: number): void;
  closed(why: string): void;
}

export interface Reader {
  close(): void;
}

/** Sends only between `opened` and `closed`. */
export interface Writer {
  send(number: number, text: string): void;
  close(): void;
}

/** One way in and out of a room: a plug-in, stateless. */
export interface Transport {
  readonly name: string;
  /** Readers say where they stand, and sends carry ids: readers and writers may come from and go to others of these. */
  readonly resumes: boolean;
  /** Without `from`: from now on. */
  read(spot: Spot, from: string | undefined, ears: ReaderEars): Reader;
  /** Absent: this way is for reading only. */
  write?(spot: Spot, ears: WriterEars): Writer;
}
