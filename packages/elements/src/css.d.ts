/** The build turns a style file into a sheet that shadow roots adopt; nothing is inline, so a strict policy holds. */
declare module "*.css" {
  export const sheet: CSSStyleSheet;
}
