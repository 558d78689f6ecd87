import assert from "node:assert/strict";
import { test } from "node:test";
import { namesTag } from "../src/entity-tag.ts";

test("RFC 9110 13.1.2: If-None-Match is a list of tags, strong or weak, or any", () => {
  for (const list of ['"a"', 'W/"a"', '"b", "a"', '"b" ,W/"a"', "*"]) assert.equal(namesTag(list, '"a"'), true, list);
  for (const list of ["", '"b"', "a", 'w/"a"']) assert.equal(namesTag(list, '"a"'), false, list);
});
