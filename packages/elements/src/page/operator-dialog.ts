import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { RETENTIONS } from "../model/retention.ts";
import type { PageWords } from "../words/page-words.ts";
import type { OperatorDesk } from "./operator-desk.ts";

/** The token, and then the room: one dialog at a time. */
export function operatorDialog(desk: OperatorDesk, words: PageWords): TemplateResult | "" {
  if (desk.shown === undefined) return "";
  const isToken = desk.shown === "token";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    if (isToken) desk.takeToken(String(form.get("token")));
    else void desk.make(form, words.roomWrong);
  };
  return html`<dialog class="card" aria-labelledby="operator-title" ${ref(showModal)} @close=${() => desk.close()}>
    <form @submit=${submit}>
      <h2 id="operator-title">${isToken ? words.operator : words.newRoom}</h2>
      ${isToken ? tokenField(words) : roomFields(words)}
      <p class="fault" role="alert">${desk.fault ?? ""}</p>
      <div class="actions">
        <button type="button" class="plain" @click=${() => desk.close()}>${words.cancel}</button>
        <button class="primary" ?disabled=${desk.busy}>${isToken ? words.enter : words.make}</button>
      </div>
    </form>
  </dialog>`;
}

function tokenField(words: PageWords): TemplateResult {
  return html`<p class="quiet" id="token-hint">${words.operatorHint}</p>
    <label for="token">${words.token}</label>
    <input id="token" class="field" name="token" type="password" autocomplete="off" aria-describedby="token-hint" required />`;
}

function roomFields(words: PageWords): TemplateResult {
  return html`<label for="room">${words.roomLabel}</label>
    <input id="room" class="field" name="room" maxlength="64" autocomplete="off" aria-describedby="room-hint" required />
    <p class="quiet hint" id="room-hint">${words.roomHint}</p>
    <label for="retention">${words.keeps}</label>
    <select id="retention" class="field" name="retention">
      ${RETENTIONS.map((retention) => html`<option value=${retention}>${words.retentions[retention]}</option>`)}
    </select>`;
}

function showModal(element: Element | undefined): void {
  if (element instanceof HTMLDialogElement && !element.open)
    queueMicrotask(() => element.isConnected && element.showModal());
}
