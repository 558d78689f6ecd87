import { MadangChat } from "./chat/chat-element.ts";

/** The script for other sites: it defines the element and nothing else. A page may load it twice. */
if (customElements.get("madang-chat") === undefined) {
  // Most hosts say who is there: the door is not read before it is needed.
  MadangChat.ownDoor = () => import("./chat/own-door.ts");
  customElements.define("madang-chat", MadangChat);
}
