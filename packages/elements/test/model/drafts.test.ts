import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../src/model/drafts.ts";
import { MapKeep } from "../fake/map-keep.ts";

test("a draft is a person's in a room, and outlives the page", () => {
  const keep = new MapKeep();
  new Drafts(keep, "철수").write("chat", "안녕");
  const again = new Drafts(keep, "철수");
  assert.equal(again.read("chat"), "안녕");
  assert.equal(again.read("other"), "");
  assert.equal(new Drafts(keep, "영희").read("chat"), "");
  again.write("chat", " ");
  assert.equal(keep.map.size, 0);
});

test("a store that refuses costs nothing", () => {
  const refuse = () => {
    throw new Error("full");
  };
  const drafts = new Drafts({ getItem: refuse, setItem: refuse, removeItem: refuse }, "a");
  assert.equal(drafts.read("chat"), "");
  drafts.write("chat", "x");
  assert.equal(drafts.read("chat"), "x");
});
