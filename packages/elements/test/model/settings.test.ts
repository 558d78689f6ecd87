import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTheme, Settings } from "../../src/model/settings.ts";
import { MapKeep } from "../fake/map-keep.ts";

test("what was chosen is remembered", () => {
  const keep = new MapKeep();
  new Settings(keep).write("name", "철수");
  assert.equal(new Settings(keep).read("name"), "철수");
  assert.equal(new Settings(undefined).read("name"), undefined);
});

test("a theme is one of three, in turn", () => {
  const settings = new Settings(new MapKeep());
  settings.write("theme", "purple");
  assert.equal(settings.theme, "auto");
  assert.deepEqual([nextTheme("auto"), nextTheme("light"), nextTheme("dark")], ["light", "dark", "auto"]);
});

test("a store that refuses is only forgetful", () => {
  const refuse = () => {
    throw new Error("no");
  };
  const settings = new Settings({ getItem: refuse, setItem: refuse, removeItem: refuse });
  assert.equal(settings.read("lang"), undefined);
  settings.write("lang", "en");
  assert.equal(settings.read("lang"), "en");
});
