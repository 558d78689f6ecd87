/** A request's first line and its fields. */
export interface Head {
  readonly port: number;
  readonly method: "GET" | "HEAD" | "POST";
  readonly target: string;
  /** Beside those that a browser adds by itself. */
  readonly fields?: Readonly<Record<string, string>>;
}

const AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

/** The head that Chromium 141 sends for a `fetch` or an `EventSource` of a page of the same server. */
export function requestHead({ port, method, target, fields = {} }: Head): Buffer {
  const origin = `http://127.0.0.1:${port}`;
  return spelled(`${method} ${target} HTTP/1.1`, {
    Host: `127.0.0.1:${port}`,
    Connection: "keep-alive",
    "sec-ch-ua-platform": '"Linux"',
    "User-Agent": AGENT,
    "sec-ch-ua": '"Chromium";v="141", "Not?A_Brand";v="8"',
    "sec-ch-ua-mobile": "?0",
    Accept: "*/*",
    ...(method === "POST" ? { Origin: origin } : {}),
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Dest": "empty",
    Referer: `${origin}/chat`,
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7",
    ...fields,
  });
}

/** The head that Chromium 141 sends for a `WebSocket`, but for the offer to compress: bytes are counted as they are. */
export function upgradeHead(port: number, target: string): Buffer {
  return spelled(`GET ${target} HTTP/1.1`, {
    Host: `127.0.0.1:${port}`,
    Connection: "Upgrade",
    Pragma: "no-cache",
    "Cache-Control": "no-cache",
    "User-Agent": AGENT,
    Upgrade: "websocket",
    Origin: `http://127.0.0.1:${port}`,
    "Sec-WebSocket-Version": "13",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7",
    "Sec-WebSocket-Key": "bWFkYW5nIGJlbmNoIGtleQ==",
    "Sec-WebSocket-Protocol": "madang.v1",
  });
}

function spelled(line: string, fields: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${line}\r\n${lines.join("")}\r\n`, "latin1");
}
