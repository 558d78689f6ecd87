import assert from "node:assert/strict";
import { BlockList } from "node:net";
import { test } from "node:test";
import { Origins } from "../src/origins.ts";
import { Reception } from "../src/reception.ts";
import { FakeGateway } from "./fake-gateway.ts";

function receive(faults: unknown[] = []) {
  const gateway = new FakeGateway();
  const reception = new Reception({
    origins: new Origins([]),
    trusted: new BlockList(),
    route: (path) => (path === "/here" ? gateway : undefined),
    fault: (error) => faults.push(error),
  });
  const ask = async (target: string, origin?: string) => {
    const headers = new Map([["host", "a.example"], ...(origin === undefined ? [] : [["origin", origin] as const])]);
    const outcome = await reception.admit({ target, headers, remote: "::1" }, ["chat"]);
    return "status" in outcome ? outcome.status : "admitted";
  };
  return { gateway, reception, ask };
}

test("RFC 6454 7, RFC 9110 15.5: a foreign origin, a broken path, nobody there, and who is let in", async () => {
  const { ask, gateway } = receive();
  assert.equal(await ask("/here", "https://evil.example"), 403);
  assert.equal(await ask("/%FF"), 400);
  assert.equal(await ask("/there"), 404);
  assert.equal(gateway.callers.length, 0);
  assert.equal(await ask("/here?a=b", "https://a.example"), "admitted");
  assert.deepEqual(gateway.callers[0]?.subprotocols, ["chat"]);
});

test("RFC 9110 15.6.4: a gateway that fails is 503 and a fault; once closed, nobody is let in", async () => {
  const faults: unknown[] = [];
  const { ask, gateway, reception } = receive(faults);
  gateway.admission = () => Promise.reject(new Error("bug"));
  assert.equal(await ask("/here"), 503);
  assert.match(String(faults), /bug/);
  gateway.admission = () => {
    reception.close();
    return gateway.letIn();
  };
  assert.equal(await ask("/here"), 503);
  gateway.admission = () => ({ status: 409, title: "Conflict", detail: "no" });
  assert.equal(await ask("/here"), 409);
});
