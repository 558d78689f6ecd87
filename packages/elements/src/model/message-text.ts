import { urlEnd } from "./url-end.ts";

/** A piece of a message: plain text, or a link. The pieces together are the message again, sign for sign. */
export interface TextPiece {
  readonly text: string;
  readonly href?: string;
}

const LINK = /(?<![a-z0-9])https?:\/\/[^\s<>"]+/giu;

export function textPieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const link = linkAt(text, match.index, match[0]);
    if (link === undefined) continue;
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    pieces.push(link);
    at = match.index + link.text.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** True of one to three emoji and nothing else, which are shown large. */
export function isOnlyEmoji(text: string): boolean {
  return /^(?:\p{RGI_Emoji}\s*){1,3}$/v.test(text.trim());
}

/** `<https://…>` says by itself where it ends. */
function linkAt(text: string, start: number, run: string): TextPiece | undefined {
  const isBracketed = text[start - 1] === "<" && text[start + run.length] === ">";
  const link = isBracketed ? run : run.slice(0, urlEnd(run));
  const url = URL.parse(link);
  // A user name before the host is how a link pretends to go elsewhere.
  if (url === null || url.username !== "" || url.password !== "") return undefined;
  return { text: link, href: url.href };
}
