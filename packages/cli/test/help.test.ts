import assert from "node:assert/strict";
import { test } from "node:test";
import { OPTIONS } from "@madang/server";
import { help } from "../src/help.ts";

test("design: the help names every option, its variable and its default", () => {
  const text = help();
  for (const { name, fallback = "" } of Object.values(OPTIONS)) {
    assert.ok(text.includes(`--${name} `), name);
    assert.ok(text.includes(`MADANG_${name.toUpperCase().replaceAll("-", "_")}\n`), name);
    if (fallback !== "") assert.ok(text.includes(`[${fallback}]`), name);
  }
});
