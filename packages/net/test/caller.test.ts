import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { test } from "node:test";
import { callerOf } from "../src/caller.ts";

const nobody = new BlockList();
const call = (target: string) => callerOf({ target, headers: new Map([["a", "b"]]), remote: "::1" }, ["chat"], nobody);

test("RFC 9112 3.2: the path and the query of a target, decoded", () => {
  for (const [target, path, query] of [
    ["/ws/%EB%A7%88%EB%8B%B9?name=%EC%B2%A0%EC%88%98", "/ws/마당", { name: "철수" }],
    ["/ws/chat", "/ws/chat", {}],
    ["/ws/chat?", "/ws/chat", {}],
    ["/a%2Fb?x=1+2&x=3&y", "/a/b", { x: "1 2", y: "" }],
    ["http://example.com:80/ws/chat?name=a?b", "/ws/chat", { name: "a?b" }],
    ["HTTP://example.com", "", {}],
    ["*", "*", {}],
  ] as const) {
    const caller = call(target);
    assert.equal(caller?.path, path, target);
    assert.deepEqual(Object.fromEntries(caller?.query ?? []), query, target);
  }
});

test("RFC 3629 3: a path that is not UTF-8 names nothing", () => {
  for (const target of ["/%FF", "/%", "/%ED%A0%80"]) assert.equal(call(target), undefined, target);
});

test("a caller has its headers, subprotocols and address", () => {
  const caller = call("/");
  assert.equal(caller?.headers.get("a"), "b");
  assert.deepEqual(caller?.subprotocols, ["chat"]);
  assert.equal(caller?.address, "::1");
});
