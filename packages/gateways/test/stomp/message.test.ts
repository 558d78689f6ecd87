import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, formatPosition } from "@madang/hub";
import { nodeHost } from "../../../wire/test/host.ts";
import { type Form, StompMessages } from "../../src/stomp/message.ts";

const ENTRY: Entry = {
  kind: "entry",
  room: "chat",
  epoch: "e",
  offset: 18,
  check: 7,
  removed: false,
  id: "c-1",
  author: { kind: "user", name: "김:영희", id: "42" },
  at: 1795338807554,
  content: { text: "안녕\0" },
};
const FORM: Form = { version: "1.2", room: "chat", destination: "/topic/chat", notices: false };

function rest(entry: Entry, form: Form = FORM): string {
  return String(new StompMessages(nodeHost).part(entry, form)?.rest);
}

test("docs/stomp.md, Messages: an entry with its place, its author and its time; escapes by version", () => {
  const lines = `destination:/topic/chat\nmessage-id:${formatPosition(ENTRY)}\nx-stream-offset:18\nid:c-1\nauthor:김\\c영희\nauthor-kind:user\nauthor-id:42\ntimestamp:1795338807554\ncontent-length:7\n\n안녕\0\0`;
  assert.equal(rest(ENTRY), lines);
  assert.equal(rest(ENTRY, { ...FORM, version: "1.0" }), lines.replace("\\c", ":"));
});

test("docs/stomp.md, Messages: bytes have their type, a text the one that it was sent with; nobody speaks in another's name", () => {
  const headers = { mood: "good", author: "operator", "message-id": "0", "content-type": "text/plain" };
  assert.match(rest({ ...ENTRY, headers }), /\ntimestamp:\d+\ncontent-type:text\/plain\nmood:good\ncontent-length/);
  assert.doesNotMatch(rest({ ...ENTRY, headers }), /operator/);
  const bytes = { ...ENTRY, content: { data: Uint8Array.of(0xff), contentType: "image/x" } };
  const part = new StompMessages(nodeHost).part(bytes, FORM);
  assert.ok(part?.rest instanceof Uint8Array);
  assert.match(nodeHost.decode(part.rest), /content-type:image\/x\ncontent-length:1\n/);
});

test("an entry whose content was taken away says so", () => {
  assert.match(rest({ ...ENTRY, content: { text: "" }, removed: true }), /\nremoved:true\ncontent-length:0\n\n\0$/);
});

test("mechanism 2: what all subscribers of a destination share is spelled once", () => {
  const messages = new StompMessages(nodeHost);
  assert.equal(messages.part(ENTRY, FORM), messages.part(ENTRY, { ...FORM }));
  assert.notEqual(messages.part(ENTRY, FORM), messages.part(ENTRY, { ...FORM, destination: "/rooms/chat" }));
});

test("docs/stomp.md, Notices: only for who has asked, as JSON in the words of the native protocol", () => {
  const messages = new StompMessages(nodeHost);
  const came = { kind: "joined", person: { kind: "guest", name: "철수" } } as const;
  assert.equal(messages.part(came, FORM), undefined);
  const part = messages.part(came, { ...FORM, notices: true });
  assert.equal(part?.id, "notice-1");
  const body = '{"type":"came","room":"chat","person":{"kind":"guest","name":"철수"}}';
  assert.equal(
    part?.rest,
    `destination:/topic/chat\nmessage-id:notice-1\ntype:came\ncontent-type:application/json\ncontent-length:${Buffer.byteLength(body)}\n\n${body}\0`,
  );
  const relay = { kind: "relay", from: came.person, data: new Uint8Array(1) } as const;
  assert.equal(messages.part(relay, { ...FORM, notices: true }), undefined);
});

test("STOMP 1.2 MESSAGE: the head is the subscription's own, its ack header of 1.2 only", () => {
  const messages = new StompMessages(nodeHost);
  assert.equal(messages.head("1.2", "sub:0", "1-x"), "MESSAGE\nsubscription:sub\\c0\nack:1-x\n");
  assert.equal(messages.head("1.1", "0", "1-x"), "MESSAGE\nsubscription:0\n");
  assert.equal(messages.head("1.0", undefined), "MESSAGE\n");
  assert.equal(messages.join("a", "b"), "ab");
  assert.deepEqual(messages.join("a", Uint8Array.of(255)), Uint8Array.of(0x61, 255));
});
