import assert from "node:assert/strict";
import { test } from "node:test";
import { HEAD_PROFILE, iframePage, PROFILE_0_3_3 } from "../../src/sockjs/index.ts";

const ADDRESS = "https://cdn.example/sockjs.js";

test("sockjs-protocol, IFrame page: the body exactly as specified, but for the script's address", () => {
  assert.equal(
    iframePage(ADDRESS, HEAD_PROFILE),
    `<!DOCTYPE html>
<html>
<head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
  <script src="https://cdn.example/sockjs.js"></script>
  <script>
    document.domain = document.domain;
    SockJS.bootstrap_iframe();
  </script>
</head>
<body>
  <h2>Don't panic!</h2>
  <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
</body>
</html>`,
  );
});

test("sockjs-protocol-0.3.3, IFrame page: the call is named before the script is loaded", () => {
  const page = iframePage(ADDRESS, PROFILE_0_3_3);
  assert.match(
    page,
    /_sockjs_onload = function\(\)\{SockJS\.bootstrap_iframe\(\);\};\n {2}<\/script>\n {2}<script src=/,
  );
});

test("an address cannot leave its attribute", () => {
  assert.match(iframePage('/a"><b>&', HEAD_PROFILE), /src="\/a&quot;>&lt;b>&amp;"/);
});
