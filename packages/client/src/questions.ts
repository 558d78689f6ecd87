import type { History, Rooms, ServerMessage } from "@madang/wire/native";
import { ChatError } from "./chat-error.ts";

type Question = Rooms | History;

interface Open {
  readonly question: Question & { readonly ref: string };
  readonly answer: PromiseWithResolvers<ServerMessage>;
}

/** Questions whose answers somebody waits for. They change nothing, so a lost link only means to ask again. */
export class Questions {
  readonly #say: (question: Question & { readonly ref: string }) => void;
  readonly #open = new Map<string, Open>();
  #linked = false;
  #ended: ChatError | undefined;
  #refs = 0;

  constructor(say: (question: Question & { readonly ref: string }) => void) {
    this.#say = say;
  }

  /** A `ref` of this client that no other message has. */
  ref(): string {
    this.#refs += 1;
    return String(this.#refs);
  }

  /** Rejects with a `ChatError`. */
  ask(asked: Question): Promise<ServerMessage> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const question = { ...asked, ref: this.ref() };
    const answer = Promise.withResolvers<ServerMessage>();
    this.#open.set(question.ref, { question, answer });
    if (this.#linked) this.#say(question);
    return answer.promise;
  }

  opened(): void {
    this.#linked = true;
    for (const { question } of this.#open.values()) this.#say(question);
  }

  lost(): void {
    this.#linked = false;
  }

  /** No link comes by itself: nobody need wait. `undefined` when one may come again. */
  end(error: ChatError | undefined): void {
    this.#ended = error;
    if (error === undefined) return;
    for (const { answer } of this.#open.values()) answer.reject(error);
    this.#open.clear();
  }

  /** False when nobody asked. */
  answered(ref: string | undefined, message: ServerMessage): boolean {
    const open = ref === undefined ? undefined : this.#open.get(ref);
    if (ref === undefined || open === undefined) return false;
    this.#open.delete(ref);
    if (message.type === "error") open.answer.reject(new ChatError(message.code, message.why));
    else open.answer.resolve(message);
    return true;
  }
}
