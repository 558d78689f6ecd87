import assert from "node:assert/strict";
import { test } from "node:test";
import { htmlfileHead } from "../../src/sockjs/index.ts";

test("sockjs-protocol, HtmlFile test_transport: the head, padded beyond 1024 bytes", () => {
  const page = htmlfileHead("callback");
  assert.ok(page.length > 1024);
  assert.equal(
    page.trim(),
    `<!doctype html>
<html><head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
</head><body><h2>Don't panic!</h2>
  <script>
    document.domain = document.domain;
    var c = parent.callback;
    c.start();
    function p(d) {c.message(d);};
    window.onload = function() {c.stop();};
  </script>`,
  );
});
