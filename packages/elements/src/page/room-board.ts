import type { RoomSummary } from "@madang/client";
import type { ReactiveControllerHost } from "lit";
import type { ChatClient } from "../model/chat-client.ts";

const EVERY_MS = 20_000;

/** The rooms there are, asked for now and then. */
export class RoomBoard {
  rooms: readonly RoomSummary[] = [];
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the reading that counts; an answer to an older one is nobody's. */
  #turn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  read(client: ChatClient): void {
    this.stop();
    const turn = this.#turn;
    // A question that the connection could not carry is asked again in its time.
    const asked = client.rooms().catch(() => this.rooms);
    void asked.then((rooms) => {
      if (turn !== this.#turn) return;
      this.rooms = rooms;
      this.#host.requestUpdate();
      this.#timer = setTimeout(() => this.read(client), EVERY_MS);
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }
}
