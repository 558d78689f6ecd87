import { RoomOwner } from "./room-owner.ts";

/** A browser's WebSocket as the clients see it; behind it, in the same process, a `RoomOwner`. */
export class FakeWebSocket {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly url = "ws://fake/stomp";
  readonly protocol: string;
  readonly owner: RoomOwner;
  /** What the client has sent, one item a message. */
  readonly sent: string[] = [];
  binaryType = "blob";
  readyState = 0;
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { readonly data: string }) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;

  constructor(protocol = "v12.stomp") {
    this.protocol = protocol;
    this.owner = new RoomOwner(
      (bytes) => this.#later(() => this.onmessage?.({ data: Buffer.from(bytes).toString() })),
      () => this.close(),
      { heartBeat: { send: 40, want: 40 } },
    );
    this.#later(() => {
      this.readyState = 1;
      this.onopen?.({});
    });
  }

  send(data: string | ArrayBuffer | Uint8Array): void {
    const bytes = typeof data === "string" ? Buffer.from(data) : Buffer.from(data as Uint8Array);
    this.sent.push(bytes.toString());
    this.owner.receive(bytes);
  }

  close(): void {
    if (this.readyState === 3) return;
    this.#later(() => {
      this.readyState = 3;
      this.onclose?.({ code: 1000, reason: "", wasClean: true });
    });
  }

  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return true;
  }

  /** As in a browser, never inside the call that caused it. */
  #later(call: () => void): void {
    setImmediate(call);
  }
}
