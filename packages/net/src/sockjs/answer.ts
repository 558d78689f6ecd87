import type { ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import type { Fields } from "@madang/wire";
import { POLLING_LIMIT, type Receiver, type Wrapping } from "@madang/wire/sockjs";
import { bodyOf, endWith, writeChunk } from "../response-body.ts";
import type { FrameShelf } from "./frame-shelf.ts";

const NOTHING = new Uint8Array(0);

/** How an answer is to look. */
export interface AnswerForm {
  readonly wrapping: Wrapping;
  readonly headers: Fields;
  /** `POLLING_LIMIT`: one frame is the whole body. */
  readonly limit: number;
}

/** Who hears what becomes of an answer. */
export interface AnswerEar {
  /** It takes bytes again. */
  drained(answer: Answer): void;
  /** It broke before all of it was out. */
  lost(answer: Answer): void;
}

/** A response that carries frames, each in a chunk of its own: one of them, or one after the other. */
export class Answer implements Receiver {
  readonly limit: number;
  readonly overhead: number;
  readonly #form: AnswerForm;
  readonly #shelf: FrameShelf;
  readonly #response: ServerResponse;
  readonly #body: Writable;
  readonly #whole: Uint8Array[] = [];
  #isOut = false;

  /** A streamed answer is on its way when this returns. */
  constructor(response: ServerResponse, form: AnswerForm, shelf: FrameShelf) {
    const { wrapping, headers, limit } = form;
    this.limit = limit;
    this.overhead = wrapping.head.length + wrapping.tail.length;
    this.#form = form;
    this.#shelf = shelf;
    this.#response = response;
    this.#body = bodyOf(response);
    this.#body.on("finish", () => {
      this.#isOut = true;
    });
    // A broken response closes as well.
    this.#body.on("error", () => undefined);
    if (this.isPoll) return;
    this.#response.writeHead(200, headers);
    writeChunk(this.#body, wrapping.prelude);
  }

  get isPoll(): boolean {
    return this.limit === POLLING_LIMIT;
  }

  /** Over its high-water mark, with what is about to be written. */
  isFull(more: number): boolean {
    return this.#body.writableNeedDrain || this.#body.writableLength + more >= this.#body.writableHighWaterMark;
  }

  tell(ear: AnswerEar): void {
    this.#body.on("drain", () => ear.drained(this));
    this.#body.on("close", () => {
      if (!this.#isOut) ear.lost(this);
    });
    // The client may have gone before anybody listened.
    if (this.#body.destroyed && !this.#isOut) ear.lost(this);
  }

  frame(frame: string): void {
    this.#write(this.#shelf.frame(this.#form.wrapping, frame));
  }

  /** One frame of these lists of messages. */
  messages(images: readonly Uint8Array[]): void {
    this.#write(this.#shelf.messages(this.#form.wrapping, images));
  }

  end(): void {
    if (this.#body.destroyed) return;
    if (this.isPoll) {
      const [only = NOTHING] = this.#whole;
      const whole = this.#whole.length > 1 ? Buffer.concat(this.#whole) : only;
      this.#response.writeHead(200, { ...this.#form.headers, "Content-Length": whole.length });
      endWith(this.#body, whole);
    } else {
      this.#body.end();
    }
  }

  #write(bytes: Uint8Array): void {
    if (this.isPoll) this.#whole.push(bytes);
    else if (!this.#body.destroyed) writeChunk(this.#body, bytes);
  }
}
