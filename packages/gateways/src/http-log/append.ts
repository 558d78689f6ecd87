import { authorKey, formatPosition, type Room, type WholeReceipt } from "@madang/hub";
import { type Fields, type HttpRequest, problemReply, type Reply } from "@madang/wire";
import { httpRefusal } from "@madang/wire/websocket";
import { keyRefusal } from "../entry-key.ts";
import { claimedId, readClaim } from "../producer-claim.ts";
import type { Claim, Unclaimed } from "../producers.ts";
import { type LogMessage, readLogMessages } from "./message.ts";
import type { HttpLogTerms, Reader } from "./terms.ts";

const NOTHING = new Uint8Array(0);

/** A send as it was asked for. */
interface Sending {
  readonly reader: Reader;
  readonly room: Room;
  readonly messages: readonly LogMessage[];
  /** They came in an array, and so does the answer. */
  readonly many: boolean;
}

type Problem = (status: number, detail: string, headers?: Fields) => Reply;

/** Appends what the body says, all or none; answers when it is durable. */
export async function append(
  terms: HttpLogTerms,
  request: HttpRequest,
  to: { reader: Reader; room: Room },
): Promise<Reply> {
  const read = readSending(terms, request);
  if ("kind" in read) return read;
  const unkeyed = keyRefusal(to.room, read.messages.find(({ key }) => key !== undefined)?.key);
  if (unkeyed !== undefined) return problems(terms)(400, `key: ${unkeyed}`);
  const sending = { ...to, ...read };
  const wait = waitFor(terms, sending);
  if (wait > 0) {
    const seconds = Math.ceil(wait / 1000);
    return problems(terms)(429, `too many messages; wait ${seconds} s`, { "Retry-After": String(seconds) });
  }
  const { claim } = read;
  if (claim === undefined) return receiptReply(terms, sending, await send(terms, sending));
  const key = `${to.room.name}\n${authorKey(to.reader.author)}\n${claim.id}`;
  let receipt: WholeReceipt | undefined;
  const unclaimed = await terms.producers.send(key, claim, async () => {
    receipt = await send(terms, sending);
    return receipt.outcome === "kept";
  });
  if (unclaimed !== undefined) return unclaimedReply(terms, claim, { unclaimed, room: to.room });
  if (receipt?.outcome !== "kept")
    return receiptReply(terms, sending, receipt ?? { outcome: "refused", why: "not sent" });
  return producerReply(claim, receipt);
}

/** Milliseconds, when somebody is too fast; each of several messages counts. */
function waitFor({ hub }: HttpLogTerms, { reader, messages }: Sending): number {
  let wait = 0;
  for (let index = 0; index < messages.length && wait === 0; index++) wait = hub.messageWait(reader.author);
  return wait;
}

interface ReadSending extends Pick<Sending, "messages" | "many"> {
  readonly claim?: Claim;
}

function readSending(terms: HttpLogTerms, { caller, body }: HttpRequest): ReadSending | Reply {
  const { host } = terms;
  const problem = problems(terms);
  const type = caller.headers.get("content-type") ?? "";
  if (type === "") return problem(400, "Content-Type is missing; a message is sent as application/json", ACCEPTED);
  if (!/^application\/json *(;|$)/i.test(type)) return problem(415, "a message is sent as application/json", ACCEPTED);
  if (caller.headers.has("stream-seq"))
    return problem(501, "Stream-Seq is not kept here; an id, or the Producer headers, make a send safe to repeat");
  if (caller.headers.has("stream-closed")) return problem(501, "a room cannot be closed; leave Stream-Closed away");
  const claim = readClaim(caller);
  if (typeof claim === "string") return problem(400, claim);
  if (!host.isUtf8(body)) return problem(400, "the body is not UTF-8");
  const read = readLogMessages(host.decode(body));
  if (typeof read === "string") return problem(400, read);
  if (claim === undefined) return read;
  const messages = read.messages.map((message, index) => ({ id: claimedId(claim, index, host), ...message }));
  return { ...read, messages, claim };
}

function send({ hub }: HttpLogTerms, { room, reader: { author }, messages }: Sending): Promise<WholeReceipt> {
  const drafts = messages.map(({ text, ...more }) => hub.draft(author, { text }, more));
  room.typing(author, false);
  const { promise, resolve } = Promise.withResolvers<WholeReceipt>();
  const [only] = drafts;
  if (drafts.length > 1 || only === undefined) {
    room.appendAll(drafts, resolve);
    return promise;
  }
  // One by itself goes to the disk with all else that this turn brings.
  room.append(only, (receipt) => {
    if (receipt.outcome === "refused") resolve(receipt);
    else if (receipt.outcome === "conflict") resolve({ ...receipt, index: 0 });
    else resolve({ outcome: "kept", receipts: [receipt] });
  });
  return promise;
}

function receiptReply(terms: HttpLogTerms, { messages, many }: Sending, receipt: WholeReceipt): Reply {
  const problem = problems(terms);
  if (receipt.outcome === "refused") return problem(503, receipt.why, { "Retry-After": "1" });
  if (receipt.outcome === "conflict") {
    const { index, offset } = receipt;
    const id = messages[index]?.id;
    const refusal = httpRefusal(409, `the id ${id} stands for another message; nothing was sent`);
    return problemReply(refusal, terms.host, { id, index, offset });
  }
  const answers = receipt.receipts.map(({ outcome, position }) => ({
    position: formatPosition(position),
    offset: position.offset,
    repeat: outcome === "repeat",
  }));
  return {
    kind: "reply",
    status: answers.some(({ repeat }) => !repeat) ? 201 : 200,
    headers: { "Content-Type": "application/json", ...nextOffset(receipt) },
    body: terms.host.encode(JSON.stringify(many ? answers : answers[0])),
  };
}

type Kept = Extract<WholeReceipt, { readonly outcome: "kept" }>;

/** The draft has no body here. A repeat that only the ids know of, after a restart, is one all the same. */
function producerReply({ epoch, seq }: Claim, receipt: Kept): Reply {
  const status = receipt.receipts.some(({ outcome }) => outcome === "new") ? 200 : 204;
  return { kind: "reply", status, headers: { ...producerFields(epoch, seq), ...nextOffset(receipt) }, body: NOTHING };
}

function unclaimedReply(
  terms: HttpLogTerms,
  { epoch, seq }: Claim,
  { unclaimed, room }: { readonly unclaimed: Unclaimed; readonly room: Room },
): Reply {
  const problem = problems(terms);
  switch (unclaimed.kind) {
    case "repeat": {
      const headers = { ...producerFields(epoch, unclaimed.seq), "Stream-Next-Offset": formatPosition(room.head) };
      return { kind: "reply", status: 204, headers: { ...headers, "Cache-Control": "no-store" }, body: NOTHING };
    }
    case "stale":
      return problem(403, `Producer-Epoch: ${epoch} has ended; ${unclaimed.epoch} has taken over`, {
        "Producer-Epoch": String(unclaimed.epoch),
      });
    case "begin":
      return problem(400, "Producer-Seq: a new epoch begins with 0");
    case "gap":
      return problem(409, `Producer-Seq: ${unclaimed.expected} is next; something before ${seq} is missing`, {
        "Producer-Expected-Seq": String(unclaimed.expected),
        "Producer-Received-Seq": String(seq),
      });
  }
}

const ACCEPTED: Fields = { "Accept-Post": "application/json" };

function producerFields(epoch: number, seq: number): Fields {
  return { "Producer-Epoch": String(epoch), "Producer-Seq": String(seq) };
}

function nextOffset({ receipts }: Kept): Fields {
  const last = receipts.reduce((a, b) => (b.position.offset > a.position.offset ? b : a));
  return { "Cache-Control": "no-store", "Stream-Next-Offset": formatPosition(last.position) };
}

function problems({ host }: HttpLogTerms): Problem {
  return (status, detail, headers) => problemReply(httpRefusal(status, detail, headers), host);
}
