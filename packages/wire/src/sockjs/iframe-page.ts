import type { Profile } from "./profile.ts";

/**
 * The page for transports that have no CORS: it loads the client from `scriptUrl`, which must begin with `/` or
 * `http`. Its text is fixed but for that (sockjs-protocol.py, "IFrame page").
 */
export function iframePage(scriptUrl: string, profile: Profile): string {
  const source = `<script src="${inAttribute(scriptUrl)}"></script>`;
  const early = `  <script>
    document.domain = document.domain;
    _sockjs_onload = function(){SockJS.bootstrap_iframe();};
  </script>
  ${source}`;
  const late = `  ${source}
  <script>
    document.domain = document.domain;
    SockJS.bootstrap_iframe();
  </script>`;
  return `<!DOCTYPE html>
<html>
<head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
${profile.iframeCallsFirst ? early : late}
</head>
<body>
  <h2>Don't panic!</h2>
  <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
</body>
</html>`;
}

function inAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
