import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDeflate, spellDeflate } from "../../src/websocket/deflate-parameters.ts";
import { type Extension, parseExtensions, spellExtensions } from "../../src/websocket/extension-header.ts";

const parse = (header: string) => parseDeflate((parseExtensions(header) as readonly Extension[])[0] as Extension);

const NOTHING = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: undefined,
  clientMaxWindowBits: undefined,
};

test("RFC 7692 7.1: the parameters, in any order", () => {
  assert.deepEqual(parse("permessage-deflate"), NOTHING);
  assert.deepEqual(parse("permessage-deflate; client_max_window_bits"), { ...NOTHING, clientMaxWindowBits: true });
  assert.deepEqual(
    parse(
      'permessage-deflate; client_max_window_bits="9"; client_no_context_takeover; server_max_window_bits=15; ' +
        "server_no_context_takeover",
    ),
    {
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverMaxWindowBits: 15,
      clientMaxWindowBits: 9,
    },
  );
});

test("RFC 7692 7.1: unknown, repeated and impossible parameters are declined", () => {
  for (const parameters of [
    "window_bits=9",
    "Server_no_context_takeover",
    "server_no_context_takeover; server_no_context_takeover",
    "client_max_window_bits; client_max_window_bits=9",
    "server_no_context_takeover=1",
    "client_no_context_takeover=true",
    "server_max_window_bits",
    "server_max_window_bits=7",
    "server_max_window_bits=16",
    "server_max_window_bits=09",
    "server_max_window_bits=9.5",
    "client_max_window_bits=7",
    "client_max_window_bits=16",
    "client_max_window_bits=010",
    "client_max_window_bits=+9",
  ]) {
    assert.equal(parse(`permessage-deflate; ${parameters}`), undefined, parameters);
  }
  assert.equal(parse("x-webkit-deflate-frame"), undefined);
});

test("what is spelled is read back", () => {
  for (const serverNoContextTakeover of [true, false]) {
    for (const clientNoContextTakeover of [true, false]) {
      for (const serverMaxWindowBits of [undefined, 8, 15]) {
        for (const clientMaxWindowBits of [undefined, true, 8, 15] as const) {
          const parameters = {
            serverNoContextTakeover,
            clientNoContextTakeover,
            serverMaxWindowBits,
            clientMaxWindowBits,
          };
          assert.deepEqual(parse(spellExtensions([spellDeflate(parameters)])), parameters);
        }
      }
    }
  }
});
