import type { Target } from "./target.ts";
import { FramesTarget } from "./targets/frames.ts";
import { HandshakeTarget } from "./targets/handshake.ts";
import { InflateTarget } from "./targets/inflate.ts";
import { NativeTarget } from "./targets/native.ts";
import { ParsersTarget } from "./targets/parsers.ts";
import { RoundtripTarget } from "./targets/roundtrip.ts";
import { ServerTarget } from "./targets/server.ts";
import { SockjsTarget } from "./targets/sockjs.ts";
import { StompTarget } from "./targets/stomp.ts";

/** Every target, made anew; those in the process first. */
export const TARGETS: readonly (() => Target)[] = [
  () => new HandshakeTarget(),
  () => new FramesTarget("server"),
  () => new FramesTarget("client"),
  () => new InflateTarget(),
  () => new RoundtripTarget(),
  () => new StompTarget(),
  () => new SockjsTarget(),
  () => new ParsersTarget(),
  () => new NativeTarget(),
  () => new ServerTarget(),
];
