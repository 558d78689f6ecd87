import type { Carrier, CloseCode, Framing, Message, Session } from "@madang/wire";

/** Keeps messages readable: each is a line of JSON, bytes in hex after an `x`. */
export const fakeFraming: Framing = {
  key: "fake",
  frame: (messages) => Buffer.from(messages.map((message) => `${JSON.stringify(spell(message))}\n`).join("")),
};

/** A connection without a network: keeps what was written, and says goodbye the way a real one does, later. */
export class FakeCarrier implements Carrier {
  readonly framing: Framing = fakeFraming;
  /** The images, as they came. */
  readonly images: Uint8Array[] = [];
  /** What it was called with. */
  readonly holds: boolean[] = [];
  goodbye: { readonly code: CloseCode; readonly reason: string } | undefined;
  /** Makes `write` answer as a connection over its high-water mark does. */
  full = false;
  /** Whether it does not read from the client. */
  isDeaf = false;
  #session: Session | undefined;

  /** The messages so far: texts, and bytes in hex after an `x`. */
  get messages(): string[] {
    const lines = Buffer.concat(this.images).toString().split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as string);
  }

  /** The session that is told of the end. */
  carry(session: Session): void {
    this.#session = session;
  }

  write(image: Uint8Array): boolean {
    if (this.goodbye === undefined) this.images.push(image);
    return !this.full;
  }

  hold(on: boolean): void {
    this.holds.push(on);
  }

  close(code: CloseCode, reason: string): void {
    this.goodbye ??= { code, reason };
  }

  /** The link has ended, for whatever reason. */
  end(): void {
    this.#session?.closed();
    this.#session = undefined;
  }

  clear(): void {
    this.images.length = 0;
  }
}

function spell(message: Message): string {
  return typeof message === "string" ? message : `x${Buffer.from(message).toString("hex")}`;
}
