/** The WebSocket address of the server at `url`: a ws(s) URL as it is, else `ws` below it. Throws for what is no URL. */
export function addressOf(url: string): string {
  const address = new URL(url);
  if (/^wss?:$/.test(address.protocol)) return address.href;
  if (!/^https?:$/.test(address.protocol))
    throw new TypeError(`url: ${url} begins with none of https, http, wss and ws`);
  // `URL.protocol` may not change from http to ws in all runtimes; the text may.
  return `${address.origin.replace("http", "ws")}${address.pathname.replace(/\/*$/, "/ws")}`;
}

/** Where the same server is over HTTP, without a slash at the end. */
export function serverOf(webSocketAddress: string): string {
  return webSocketAddress
    .replace(/^ws/, "http")
    .replace(/[?#].*$/, "")
    .replace(/\/+(ws)?\/*$/, "");
}
