import type { Reader, ReaderEars, Transport } from "../transports/transport.ts";
import { View } from "../view.ts";
import { Patience } from "./patience.ts";
import { another, first, type Role, type Stage, spotOf } from "./stage.ts";

/** A link that brings nothing for so long, while others talk, is dead: the reader comes again. */
const SILENCE_MS = 3000;

/** A reader that comes back whenever it is cut off, from where it stood, over whatever transport. */
export class Reading {
  readonly view: View;
  readonly #stage: Stage;
  readonly #role: Role;
  readonly #patience: Patience;
  #transport: Transport;
  #reader: Reader | undefined;
  #position: string | undefined;
  #heardAt = 0;
  /** Counts the links: what an earlier one says does not count. */
  #link = 0;
  #back: NodeJS.Timeout | undefined;
  #over = false;
  moves = 0;

  /** It begins at the stage's origin, or, without `fromOrigin`, at what is the end when it first comes. */
  constructor(stage: Stage, role: Role, fromOrigin: boolean) {
    this.#stage = stage;
    this.#role = role;
    this.#patience = new Patience(role.dice);
    this.#transport = first(role);
    const { resumes } = this.#transport;
    this.view = new View(role.name, resumes);
    if (!resumes || !fromOrigin) return;
    this.#position = stage.origin;
    this.view.start = 0;
  }

  /** How far it has read. */
  get offset(): number {
    return this.view.offsets.at(-1) ?? this.view.start ?? 0;
  }

  begin(): void {
    this.#open(this.#transport);
  }

  /** Goes on over another transport, from where it stands. */
  move(): void {
    this.moves++;
    this.view.end("moved");
    this.#reader?.close();
    this.#open(another(this.#role, this.#transport));
  }

  /** To be called now and then. */
  tick(): void {
    if (this.#over || this.#back !== undefined || this.#stage.journal.now - this.#heardAt < SILENCE_MS) return;
    this.view.end("silence");
    this.#reader?.close();
    this.#open(this.#transport);
  }

  end(): void {
    this.#over = true;
    this.#link++;
    clearTimeout(this.#back);
    this.view.end("the run's end");
    this.#reader?.close();
  }

  #open(transport: Transport): void {
    clearTimeout(this.#back);
    this.#back = undefined;
    const { journal } = this.#stage;
    this.#transport = transport;
    this.#heardAt = journal.now;
    this.view.connect(journal.now, transport.name, this.#position);
    const link = ++this.#link;
    this.#reader = transport.read(spotOf(this.#stage, this.#role), this.#position, this.#ears(transport, link));
  }

  #ears(transport: Transport, link: number): ReaderEars {
    const isStale = (): boolean => {
      this.#heardAt = this.#stage.journal.now;
      return link !== this.#link;
    };
    return {
      begun: (position) => isStale() || this.#begun(position),
      seen: (entry) => {
        if (isStale()) return;
        if (entry.position !== undefined) this.#position = entry.position;
        this.#patience.reward();
        this.view.see(entry);
      },
      stands: (position) => {
        if (!isStale()) this.#position = position;
      },
      alive: () => void isStale(),
      gone: (why) => isStale() || this.view.complain(`the server says: ${why}`),
      closed: (why) => isStale() || this.#closed(transport, why),
    };
  }

  #begun(position: string): void {
    const before = this.#position;
    this.#position ??= position;
    this.view.start ??= offsetOf(position);
    if (before !== undefined && before !== position) {
      this.view.complain(`the server says: asked to read after ${before}, it reads after ${position}`);
    }
  }

  #closed(transport: Transport, why: string): void {
    this.view.end(why);
    this.#back = setTimeout(() => this.#open(transport), this.#patience.wait());
  }
}

/** The offset that a position names: its second part, in base 36. */
function offsetOf(position: string): number {
  return Number.parseInt(position.split("_")[1] ?? "0", 36);
}
