/** The longest filling, in characters. */
const FILLING =
  "마당은 들어오는 문이 달라도 만나는 자리다. A yard is where they meet, whichever gate they took; ".repeat(60);
const LONG_EVERY = 23;
const SHORT = 120;

/** The id under which message `number` is sent, again and again. */
export function idOf(number: number): string {
  return `m${number}`;
}

/** The one text of message `number`: what a reader shows can be held against it. */
export function textOf(number: number): string {
  const weight = Math.imul(number, 0x9e3779b1) >>> 0;
  const length = number % LONG_EVERY === 0 ? weight % FILLING.length : weight % SHORT;
  return `${number} ${FILLING.slice(0, length)}.`;
}

/** The number of the message whose text this is; undefined for a text that nobody wrote. */
export function numberOf(text: string): number | undefined {
  const number = Number.parseInt(text, 10);
  return Number.isSafeInteger(number) && number >= 0 && textOf(number) === text ? number : undefined;
}
