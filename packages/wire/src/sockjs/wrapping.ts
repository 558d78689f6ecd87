import { htmlfileHead } from "./htmlfile-page.ts";
import { HEAD_PROFILE, type Profile } from "./profile.ts";
import type { ReceivingTransport } from "./transport.ts";

/**
 * How a frame stands in the answer of a transport: `head + escape(frame) + tail`. `escape` maps each character by
 * itself, so an escaped list of messages can be shared by all answers whose wrapping has the same `key`, and be put
 * between an escaped `a[` and `]`.
 */
export interface Wrapping {
  /** Wrappings with one key escape alike. */
  readonly key: "plain" | "percent" | "script";
  /** What goes out before the first frame, as a chunk of its own. */
  readonly prelude: string;
  readonly head: string;
  readonly tail: string;
  escape(text: string): string;
}

/** Internet Explorer shows nothing of a stream before 2 KiB (sockjs-protocol.py, "XhrStreaming"). */
const XHR_PRELUDE = `${"h".repeat(2048)}\n`;

const XHR: Wrapping = { key: "plain", prelude: "", head: "", tail: "\n", escape: (text) => text };
const XHR_STREAMING: Wrapping = { ...XHR, prelude: XHR_PRELUDE };
/** The first line break is for Opera (sockjs-protocol.py, "EventSource"). */
const EVENT_SOURCE: Wrapping = {
  key: "percent",
  prelude: "\r\n",
  head: "data: ",
  tail: "\r\n\r\n",
  escape: percentEscaped,
};

/** `callback` is what `readCallback` let through; only htmlfile and jsonp have one. */
export function wrappingOf(transport: ReceivingTransport, callback = "", profile: Profile = HEAD_PROFILE): Wrapping {
  switch (transport) {
    case "xhr":
      return XHR;
    case "xhr_streaming":
      return XHR_STREAMING;
    case "eventsource":
      return EVENT_SOURCE;
    case "htmlfile":
      return {
        key: "script",
        prelude: htmlfileHead(callback),
        head: '<script>\np("',
        tail: '");\n</script>\r\n',
        escape: scriptEscaped,
      };
    case "jsonp":
      return {
        key: "script",
        prelude: "",
        head: `${profile.jsonpHead}${callback}("`,
        tail: '");\r\n',
        escape: scriptEscaped,
      };
  }
}

/** One frame as it goes out. */
export function wrapFrame(wrapping: Wrapping, frame: string): string {
  return wrapping.head + wrapping.escape(frame) + wrapping.tail;
}

/** JSON never holds the other three; they are here for a frame that an application makes itself. */
function percentEscaped(text: string): string {
  return text.replace(/[%\r\n\0]/g, (unit) => encodeURIComponent(unit));
}

/** The inside of a JSON string, and of a script element: `</script` must not end it, nor `<!--` open another state. */
function scriptEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll("<", "\\u003c");
}
