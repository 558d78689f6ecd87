export { LIFE_SIGN, type StreamEvent, spellEvent, spellRetry } from "./event.ts";
