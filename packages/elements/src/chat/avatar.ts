import type { PersonObject } from "@madang/client";
import { html, type TemplateResult } from "lit";
import { hueOf, initials } from "../model/person.ts";

/** Decoration: the name stands beside it in words. */
export function avatar(person: PersonObject, isHere: boolean): TemplateResult {
  return html`<span class="avatar hue-${hueOf(person)}" aria-hidden="true"
    ><bdi>${initials(person.name)}</bdi>${isHere ? html`<i class="dot"></i>` : ""}</span
  >`;
}
