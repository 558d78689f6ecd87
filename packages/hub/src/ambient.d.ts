/** The one host class that the hub wants beyond the language: WHATWG Encoding, in every runtime. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
