import { type EntryObject, type History, MAX_HISTORY, type ServerMessage } from "@madang/wire/native";
import { ChatError } from "./chat-error.ts";

const PAGE = 50;

/** The history above what is known of a room, page by page. */
export class Past {
  readonly #room: string;
  readonly #ask: (question: History) => Promise<ServerMessage>;
  readonly #begun = Promise.withResolvers<void>();
  #top: string | undefined;
  #earlier = false;
  #page: Promise<readonly EntryObject[] | undefined> | undefined;

  constructor(room: string, ask: (question: History) => Promise<ServerMessage>) {
    this.#room = room;
    this.#ask = ask;
    this.#begun.promise.catch(() => {});
  }

  get earlier(): boolean {
    return this.#earlier;
  }

  /** Reading begins here: at first, or after a gap. */
  begin(top: string, earlier: boolean): void {
    this.#top = top;
    this.#earlier = earlier;
    this.#begun.resolve();
  }

  end(error: ChatError): void {
    this.#begun.reject(error);
  }

  /** The page above; one at a time, however many ask. */
  page(limit: number = PAGE): Promise<readonly EntryObject[] | undefined> {
    this.#page ??= this.#read(Math.min(limit, MAX_HISTORY)).finally(() => {
      this.#page = undefined;
    });
    return this.#page;
  }

  async #read(limit: number): Promise<readonly EntryObject[] | undefined> {
    await this.#begun.promise;
    for (;;) {
      const before = this.#top;
      if (!this.#earlier || before === undefined) return undefined;
      const answer = await this.#ask({ type: "history", room: this.#room, before, limit }).catch(goneOrThrow);
      // After a gap this page would stand above the wrong place.
      if (this.#top !== before) continue;
      if (answer?.type !== "history") {
        this.#earlier = false;
        return undefined;
      }
      this.begin(answer.position, answer.earlier);
      return answer.entries;
    }
  }
}

/** What is gone is no page; all else is an error. */
function goneOrThrow(error: unknown): undefined {
  if (!(error instanceof ChatError) || error.code !== "gone") throw error;
}
