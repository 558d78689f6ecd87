import assert from "node:assert/strict";
import { test } from "node:test";
import { openEcho } from "./echo-door.ts";
import { get, type Head, HttpPeer, post, sessionUrl } from "./http-peer.ts";

function assertCookie({ fields }: Head, value: string): void {
  assert.equal(fields.get("set-cookie"), `JSESSIONID=${value}; path=/`);
}

test("sockjs-protocol, JsessionidCookie: every session URL of a service that needs it sets the cookie", async (t) => {
  const { port } = await openEcho(t);
  const url = sessionUrl("/cookie_needed_echo");
  assertCookie(await HttpPeer.ask(port, post(`${url}/xhr`)), "dummy");
  const own = post(`${sessionUrl("/cookie_needed_echo")}/xhr`, "", { Cookie: "a=b; JSESSIONID=abcdef" });
  assertCookie(await HttpPeer.ask(port, own), "abcdef");
  assertCookie(await HttpPeer.ask(port, post(`${url}/xhr_send`, '["x"]')), "dummy");
  const asks = [
    post(`${sessionUrl("/cookie_needed_echo")}/xhr_streaming`),
    get(`${sessionUrl("/cookie_needed_echo")}/eventsource`),
    get(`${sessionUrl("/cookie_needed_echo")}/htmlfile?c=%63allback`),
  ];
  for (const ask of asks) {
    const { head, peer } = await HttpPeer.stream(port, ask);
    assertCookie(head, "dummy");
    peer.close();
  }
  const jsonp = sessionUrl("/cookie_needed_echo");
  assertCookie(await HttpPeer.ask(port, get(`${jsonp}/jsonp?c=%63allback`)), "dummy");
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  assertCookie(await HttpPeer.ask(port, post(`${jsonp}/jsonp_send`, "d=%5B%22x%22%5D", form)), "dummy");
});

test("sockjs-protocol, JsessionidCookie: no other service sets one", async (t) => {
  const { port } = await openEcho(t);
  const { fields } = await HttpPeer.ask(port, post(`${sessionUrl()}/xhr`, "", { Cookie: "JSESSIONID=abcdef" }));
  assert.equal(fields.has("set-cookie"), false);
});
