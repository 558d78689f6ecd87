/** Safari reads a page only when there are 1024 bytes of it (sockjs-protocol.py, "HtmlFile"). */
const MIN_HEAD_BYTES = 1024;

/** The beginning of a page that never ends: each frame is a script that calls `p`. `callback` has been checked. */
export function htmlfileHead(callback: string): string {
  const head = `<!doctype html>
<html><head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
</head><body><h2>Don't panic!</h2>
  <script>
    document.domain = document.domain;
    var c = parent.${callback};
    c.start();
    function p(d) {c.message(d);};
    window.onload = function() {c.stop();};
  </script>`;
  return `${head.padEnd(MIN_HEAD_BYTES)}\r\n\r\n`;
}
