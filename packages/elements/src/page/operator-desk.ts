import type { ReactiveControllerHost } from "lit";
import { makeRoom } from "../model/make-room.ts";
import { retentionOf } from "../model/retention.ts";
import { roomName } from "../model/room-name.ts";

const KEY = "madang.operator";

/** What an operator does on the page: show the token, make rooms. The token is this tab's, never in an address. */
export class OperatorDesk {
  shown: "token" | "room" | undefined;
  fault: string | undefined;
  busy = false;
  readonly #host: ReactiveControllerHost;
  readonly #server: string;
  readonly #made: (room: string) => void;

  constructor(host: ReactiveControllerHost, server: string, made: (room: string) => void) {
    this.#host = host;
    this.#server = server;
    this.#made = made;
  }

  get token(): string {
    return sessionStorage.getItem(KEY) ?? "";
  }

  /** The form, or first the dialog that asks for the token. */
  open(): void {
    this.#show(this.token === "" ? "token" : "room");
  }

  close(): void {
    this.#show(undefined);
  }

  takeToken(token: string): void {
    sessionStorage.setItem(KEY, token.trim());
    this.open();
  }

  async make(form: FormData, wrongName: string): Promise<void> {
    const room = roomName(String(form.get("room")));
    if (room === undefined) return this.#show("room", wrongName);
    this.busy = true;
    this.#host.requestUpdate();
    const wish = { server: this.#server, room, retention: retentionOf(form.get("retention")), token: this.token };
    const refusal = await makeRoom(wish, (...request) => fetch(...request));
    this.busy = false;
    if (refusal === undefined) {
      this.close();
      this.#made(room);
    } else {
      if (refusal.token) sessionStorage.removeItem(KEY);
      this.#show(refusal.token ? "token" : "room", refusal.why);
    }
  }

  #show(shown: OperatorDesk["shown"], fault?: string): void {
    this.shown = shown;
    this.fault = fault;
    this.#host.requestUpdate();
  }
}
