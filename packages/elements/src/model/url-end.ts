/**
 * Where does a link end in Korean, which writes its particles right behind a word? `https://example.com에서` ends at
 * `.com`, `https://한글.com` does not end at all, and a path loses only a particle at its very end.
 */

/** Top-level names of more than two letters that are common enough to be followed by Hangul. Two letters are a country. */
const TOP_LEVEL = "com|net|org|info|biz|edu|gov|app|dev|xyz|site|online|shop|blog|page|cloud|chat|test|example|local";
const LABEL_THEN_HANGUL = new RegExp(String.raw`\.(?:${TOP_LEVEL}|[a-z]{2})(?=\p{sc=Hangul})`, "iu");
/** The last label, of ASCII, with Hangul behind it, or a port with Hangul behind it. */
const ASCII_THEN_HANGUL = /(?<=(?:^|\.)[a-z0-9-]+|:\d+)\p{sc=Hangul}[^.]*$/iu;
const PARTICLE = /(?<=[\x21-\x7e])(?:에서|에게|까지|부터|입니다|으로|을|를|은|는|이|가|에|로|와|과|의|도)$/u;
const PUNCTUATION = /[.,!?:;…'"*_~)\]}>»」』”’]$/u;
const OPENED_BY: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** How much of `url`, which runs to the next space, is the link. */
export function urlEnd(url: string): number {
  const scheme = url.indexOf("//") + 2;
  const path = url.slice(scheme).search(/[/?#]/);
  if (path === -1) return scheme + hostEnd(trimmed(url.slice(scheme)));
  const host = url.slice(scheme, scheme + path);
  const end = hostEnd(host);
  if (end < host.length) return scheme + end;
  const rest = trimmed(url.slice(scheme + path));
  return scheme + path + trimmed(rest.replace(PARTICLE, "")).length;
}

function hostEnd(host: string): number {
  const known = LABEL_THEN_HANGUL.exec(host);
  if (known) return known.index + known[0].length;
  return ASCII_THEN_HANGUL.exec(host)?.index ?? host.length;
}

/** Without the punctuation of the sentence around it; a bracket that was opened inside stays. */
function trimmed(text: string): string {
  const last = text.at(-1) ?? "";
  if (!PUNCTUATION.test(text)) return text;
  const opener = OPENED_BY[last];
  if (opener !== undefined && text.split(opener).length >= text.split(last).length) return text;
  return trimmed(text.slice(0, -1));
}
