import { MadangChat } from "./chat/chat-element.ts";
import { MadangPage } from "./page/page-element.ts";

customElements.define("madang-chat", MadangChat);
customElements.define("madang-page", MadangPage);
