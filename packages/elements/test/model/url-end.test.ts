import assert from "node:assert/strict";
import { test } from "node:test";
import { urlEnd } from "../../src/model/url-end.ts";

/** The link ends at the bar. */
const CASES = [
  "https://example.com|에서",
  "https://example.com|",
  "https://example.co.kr|은",
  "https://sub.example.dev|입니다.",
  "https://example.com|에서...그리고",
  "https://example.com|.",
  "https://한글.com|",
  "https://한글.com|에서",
  "https://한글.한국|",
  "https://my한글.kr|로",
  "http://localhost:8080|에서",
  "http://localhost|로",
  "http://127.0.0.1|에서",
  "https://example.com/a|를",
  "https://example.com/a|에서",
  "https://example.com/문서|",
  "https://example.com/문서를|",
  "https://example.com/?q=가나|",
  "https://example.com/a(b)|",
  "https://example.com/a|)",
  "https://example.com/a|'\".",
  "https://example.com:8080/a?b=c#d|,",
  "https://example.com/|은",
] as const;

for (const written of CASES) {
  test(`a link ends at the bar: ${written}`, () => {
    const url = written.replace("|", "");
    assert.equal(url.slice(0, urlEnd(url)), written.split("|")[0]);
  });
}
