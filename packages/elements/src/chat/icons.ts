import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

/** Line drawings of 24 × 24; what they stand for is said in words beside them. */
function icon(paths: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;
}

export const icons: Readonly<Record<IconName, TemplateResult>> = {
  send: icon(svg`<path d="M12 19V5M6 11l6-6 6 6" />`),
  emoji: icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M8.5 14.2a4.2 4.2 0 0 0 7 0M9 9.6v.1M15 9.6v.1" />`),
  people: icon(
    svg`<circle cx="9" cy="8.5" r="3.2" /><path d="M3.2 19a5.8 5.8 0 0 1 11.6 0M15.5 5.6a3.2 3.2 0 0 1 0 5.8M17 13.9a5.8 5.8 0 0 1 3.8 5.1" />`,
  ),
  close: icon(svg`<path d="M6 6l12 12M18 6L6 18" />`),
  down: icon(svg`<path d="M12 5v14M6 13l6 6 6-6" />`),
  menu: icon(svg`<path d="M4 7h16M4 12h16M4 17h10" />`),
  check: icon(svg`<path d="M5 12.5l4.5 4.5L19 7.5" />`),
  clock: icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.5V12l3 2" />`),
  alert: icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.5v5.2M12 16v.1" />`),
  plus: icon(svg`<path d="M12 5v14M5 12h14" />`),
  key: icon(svg`<circle cx="8" cy="15" r="4" /><path d="M11 12l8-8M16 7l3 3" />`),
  light: icon(
    svg`<circle cx="12" cy="12" r="4" /><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />`,
  ),
  dark: icon(svg`<path d="M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z" />`),
  auto: icon(svg`<circle cx="12" cy="12" r="8.5" /><path class="fill" d="M12 3.5a8.5 8.5 0 0 1 0 17z" />`),
};

export type IconName =
  | "send"
  | "emoji"
  | "people"
  | "close"
  | "down"
  | "menu"
  | "check"
  | "clock"
  | "alert"
  | "plus"
  | "key"
  | "light"
  | "dark"
  | "auto";
