import assert from "node:assert/strict";
import { test } from "node:test";
import { findRoom } from "../../src/stomp/desk.ts";
import { MappedDestinations } from "../../src/stomp/destinations.ts";
import type { StompTerms } from "../../src/stomp/terms.ts";
import { makeStompYard } from "./yard.ts";

test("a destination is a room, or the complaint says what it should have been", async () => {
  const { hub } = await makeStompYard();
  const terms = { hub, destinations: new MappedDestinations() } as unknown as StompTerms;
  assert.equal(await findRoom(terms, "/rooms/chat"), await hub.room("chat"));
  const details = async (destination: string): Promise<unknown> => {
    const found = await findRoom(terms, destination);
    return "details" in found && [found.code, found.details];
  };
  assert.deepEqual(await details("/rooms/none"), ["room", 'There is no room named "none".']);
  assert.deepEqual(await details("/queue/a"), ["room", '"/queue/a" is no destination here; /rooms/{room} is.']);
});
