import type { Message } from "../carrier.ts";
import type { Sized } from "../outbox.ts";
import { BAD_REQUEST, UNKNOWN_SID } from "./engine-error.ts";
import { openPacket } from "./handshake.ts";
import { Heartbeat } from "./heartbeat.ts";
import { CLOSE_TIMEOUT_MS, Line, MAX_WAITING } from "./line.ts";
import { type ControlPacket, control, type Packet, readPacketFrame } from "./packet.ts";
import { NO_PAYLOAD, readPayload } from "./payload.ts";
import { Probe } from "./probe.ts";
import type { Transport } from "./request.ts";
import type { SessionOptions } from "./session-options.ts";
import type { CloseReason, Step } from "./step.ts";
import { Steps } from "./steps.ts";

/**
 * One Engine.IO session, protocol 4, over its requests and sockets, without timers: engine.io-protocol, README.
 * Requests have passed `judgeRequest`; each, and each socket, is known by its identity. The owner does the steps that
 * every call answers, tells how polls fared (`delivered`, `lost`), and calls `tick` when `deadline` has come. The
 * session holds only messages that no answer could take yet; a reader of a log stops sending until `ready`, and after
 * `closed` goes back to what `confirmed` says.
 */
export class Session<Link extends object, Data extends Sized = Message> {
  readonly #options: SessionOptions;
  readonly #line: Line<Link, Data>;
  readonly #heartbeat: Heartbeat;
  #state: "open" | "closing" | "closed" = "open";
  #post: Link | undefined;
  #probe: Probe<Link> | undefined;
  #closeBy = 0;
  readonly #steps = new Steps<Link, Data>();

  constructor(now: number, options: SessionOptions = {}) {
    this.#options = options;
    this.#line = new Line(options.resumes === true);
    this.#heartbeat = new Heartbeat(now, options);
  }

  get state(): "open" | "closing" | "closed" {
    return this.#state;
  }

  get transport(): Transport {
    return this.#line.transport;
  }

  /** What is sent now goes out now. */
  get ready(): boolean {
    return this.#state === "open" && this.#line.isFree;
  }

  /** How many of the messages sent have surely arrived, counted from the first; over a WebSocket: were written. */
  get confirmed(): number {
    return this.#line.confirmed;
  }

  get deadline(): number | undefined {
    if (this.#state === "closed") return undefined;
    if (this.#state === "closing") return this.#closeBy;
    return Math.min(this.#heartbeat.deadline, this.#probe?.deadline ?? Number.POSITIVE_INFINITY);
  }

  /** At the deadline something of the client's is over, such as its time for a pong; else it is only to be pinged. */
  get isTimeUp(): boolean {
    return this.#state === "closing" || this.#probe !== undefined || this.#heartbeat.awaitsPong;
  }

  /** The request that begins the session is answered with the open packet. */
  open(sid: string, transport: Transport, link: Link): readonly Step<Link, Data>[] {
    if (transport === "websocket") this.#line.useSocket(link);
    else this.#line.usePoll(link);
    this.#line.push(openPacket(sid, transport, this.#options));
    this.#steps.add(this.#line.flush());
    return this.#steps.take();
  }

  /** A GET. That it comes shows that the client has the answer before. */
  poll(link: Link, now: number): readonly Step<Link, Data>[] {
    if (!this.#takes(link, now)) return this.#steps.take();
    if (this.#line.isFree) return this.#break(link);
    this.#line.usePoll(link);
    if (this.#state === "closing") this.#leave("forced close", control("close"));
    this.#steps.add(this.#line.flush());
    this.#release();
    if (this.ready) this.#steps.add({ kind: "ready" });
    return this.#steps.take();
  }

  /** A POST whose body is still to come. */
  postBegins(link: Link, contentType: string, now: number): readonly Step<Link, Data>[] {
    if (!this.#takes(link, now)) return this.#steps.take();
    const isBytes = contentType.trim().toLowerCase() === "application/octet-stream";
    if (isBytes || this.#post !== undefined) return this.#break(link);
    this.#post = link;
    return this.#steps.take();
  }

  /** The body of the POST; it is answered after its messages have been handed on. */
  postEnds(link: Link, body: string, now: number): readonly Step<Link, Data>[] {
    this.#settle(now);
    const isKnown = link === this.#post && this.#state !== "closed";
    this.postOver(link);
    const { packets, broken } = isKnown ? readPayload(body) : NO_PAYLOAD;
    for (const packet of packets) this.#receive(packet, now);
    if (broken) return this.#break(link, "parse error");
    if (isKnown) this.#steps.add({ kind: "ok", to: link });
    else this.#steps.refuse(link, UNKNOWN_SID);
    return this.#steps.take();
  }

  /** The owner keeps the `ok` back until `postOver`: a client that is not held sends no other POST before it. */
  postHeld(link: Link): void {
    this.#post = link;
  }

  /** The owner answered what it had kept back, or refused the POST, with 413 for a body over `maxPayload`. */
  postOver(link: Link): void {
    if (link === this.#post) this.#post = undefined;
  }

  /** The owner has not listened to the client until now, so that its silence means nothing. */
  excuse(now: number): void {
    this.#heartbeat.excuse(now);
  }

  /** A WebSocket came with the session's id. */
  upgrade(link: Link, now: number): readonly Step<Link, Data>[] {
    this.#settle(now);
    const isFirst = this.#probe === undefined && this.transport === "polling";
    if (this.#state === "open" && isFirst && this.#options.upgrades !== false)
      this.#probe = new Probe(link, now, this.#options.upgradeTimeoutMs);
    else this.#steps.end(link);
    return this.#steps.take();
  }

  /** A message of a WebSocket: the session's, or the one that is probed. */
  frame(link: Link, message: Message, now: number): readonly Step<Link, Data>[] {
    this.#settle(now);
    if (this.#probe?.socket === link) this.#probed(this.#probe, message);
    else if (this.#line.socket === link) this.#receive(readPacketFrame(message), now);
    return this.#steps.take();
  }

  /** A poll's answer has surely arrived. */
  delivered(link: Link): void {
    if (this.#line.carries(link)) this.#line.confirm();
  }

  /** A link broke: a request before its answer was surely out, or a WebSocket. */
  lost(link: Link): readonly Step<Link, Data>[] {
    if (this.#probe?.socket === link) this.#probe = undefined;
    else if (this.#line.socket === link) {
      this.#line.drop();
      this.#leave("transport close");
    } else if (this.#line.carries(link)) {
      this.#line.takeBack();
      if (this.#options.resumes !== true) this.#leave("transport error");
      else if (this.#heartbeat.awaitsPong) this.#line.push(control("ping"));
    } else if (link === this.#post) {
      this.#post = undefined;
      this.#leave("transport error", control("close"));
    }
    return this.#steps.take();
  }

  /** Sends a message, now or with the next poll. Nothing happens once the session is closing. */
  send(data: Data): readonly Step<Link, Data>[] {
    if (this.#state !== "open") return [];
    this.#line.add(data);
    this.#steps.add(this.#line.flush());
    if (this.#line.waitingSize > (this.#options.maxWaiting ?? MAX_WAITING)) this.#leave("too much is unread");
    return this.#steps.take();
  }

  /** Ends the session after what waits: on polling with the next poll, or without one after a while. */
  close(now: number): readonly Step<Link, Data>[] {
    if (this.#state !== "open") return [];
    if (this.#line.isFree) this.#leave("forced close", control("close"));
    else {
      this.#endProbe();
      this.#state = "closing";
      this.#closeBy = now + CLOSE_TIMEOUT_MS;
    }
    return this.#steps.take();
  }

  tick(now: number): readonly Step<Link, Data>[] {
    this.#settle(now);
    return this.#steps.take();
  }

  /** What time alone has brought. */
  #settle(now: number): void {
    if (this.#state === "closing" && now >= this.#closeBy) this.#leave("forced close");
    if (this.#state !== "open") return;
    if (this.#probe !== undefined && now >= this.#probe.deadline) this.#endProbe();
    const due = this.#heartbeat.due(now);
    if (due === "timeout") this.#leave("ping timeout", control("close"));
    if (due !== "ping") return;
    this.#line.push(control("ping"));
    this.#steps.add(this.#line.flush());
  }

  #receive(packet: Packet | undefined, now: number): void {
    if (packet === undefined) this.#leave("parse error");
    if (packet === undefined || this.#state === "closed") return;
    this.#heartbeat.heard(packet.type === "pong", now);
    if (packet.type === "close") this.#leave("transport close", control("noop"));
    else if (packet.type === "ping") this.#leave("transport error", control("close"));
    else if (packet.type === "message" && this.#state === "open") {
      this.#steps.add({ kind: "message", data: packet.data });
    }
  }

  #probed(probe: Probe<Link>, message: Message): void {
    const meaning = probe.read(message);
    if (meaning === "wrong") this.#endProbe();
    else if (meaning === "answer") {
      this.#steps.add({ kind: "packets", to: probe.socket, packets: [control("pong", "probe")] });
      this.#release();
    } else {
      this.#release();
      this.#probe = undefined;
      this.#line.useSocket(probe.socket);
      this.#steps.add({ kind: "upgraded", to: probe.socket });
      this.#steps.add(this.#line.flush());
      this.#steps.add({ kind: "ready" });
    }
  }

  /** While a probe is answered no poll is held: the client waits for its last one before it says `5`. */
  #release(): void {
    if (this.#probe?.answered === true && this.#line.isFree) this.#steps.add(this.#line.flush(control("noop")));
  }

  #takes(link: Link, now: number): boolean {
    this.#settle(now);
    if (this.#state !== "closed" && this.transport === "polling") return true;
    this.#steps.refuse(link, this.#state === "closed" ? UNKNOWN_SID : BAD_REQUEST);
    return false;
  }

  /** The client broke the rules of polling: the session ends, and this request with it. */
  #break(link: Link, reason: CloseReason = "transport error"): readonly Step<Link, Data>[] {
    this.#leave(reason, control("close"));
    this.#steps.refuse(link, BAD_REQUEST);
    return this.#steps.take();
  }

  #endProbe(): void {
    this.#steps.end(this.#probe?.socket);
    this.#probe = undefined;
  }

  /** A poll that waits gets `last`; a WebSocket is just closed. */
  #leave(reason: CloseReason, last?: ControlPacket): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    const { socket } = this.#line;
    this.#steps.add(this.#line.flush(socket === undefined ? last : undefined));
    this.#steps.end(socket);
    this.#endProbe();
    this.#line.drop();
    this.#steps.add({ kind: "closed", reason });
  }
}
