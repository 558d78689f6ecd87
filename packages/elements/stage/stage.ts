import { MadangChat } from "../src/chat/chat-element.ts";
import { door, sheet } from "../src/chat/own-door.ts";
import { MadangPage } from "../src/page/page-element.ts";
import { FakeClient } from "../test/fake/fake-client.ts";
import { castOf, play, roomList, SCENES } from "../test/fake/scenes.ts";

/** The page of the tests and pictures: `?scene=talking&lang=ko&theme=light&show=page`. The fake is `stage.client`. */
const query = new URLSearchParams(location.search);
const lang = query.get("lang") ?? "ko";
const show = query.get("show") ?? "page";
const scene = SCENES.find((name) => name === query.get("scene"));
const fixed = query.get("now");
const now = Number(fixed ?? Date.now());
const { you } = castOf(lang);
const client = new FakeClient(you, () => (fixed === null ? Date.now() : now));
client.list = roomList(lang);

MadangChat.ownDoor = async () => ({ door, sheet });
customElements.define("madang-chat", MadangChat);
customElements.define("madang-page", MadangPage);
const element = show === "chat" ? embed() : page();
(document.querySelector("main") ?? document.body).append(element);
if (show !== "door") {
  const room = client.join("chat");
  // After the element has joined: a room tells only who listens.
  setTimeout(() => (scene ? play(scene, { client, room, language: lang, now }) : room.joined()), 50);
}
Object.assign(globalThis, { stage: { client, you } });

function page(): HTMLElement {
  localStorage.setItem("madang.lang", lang);
  localStorage.setItem("madang.theme", query.get("theme") ?? "auto");
  if (show === "door") localStorage.removeItem("madang.name");
  else localStorage.setItem("madang.name", you.name);
  const made = new MadangPage();
  made.connect = () => client;
  history.replaceState(null, "", "/chat/chat");
  return made;
}

function embed(): HTMLElement {
  const made = new MadangChat();
  made.lang = lang;
  made.theme = "light";
  if (query.get("ask") === null) made.client = client;
  made.connect = () => client;
  return made;
}
