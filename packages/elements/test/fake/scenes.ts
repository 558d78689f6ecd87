import type { PersonObject, RoomSummary } from "@madang/client";
import type { FakeClient } from "./fake-client.ts";
import type { FakeRoom } from "./fake-room.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const guest = (name: string): PersonObject => ({ kind: "guest", name });
const user = (name: string, id: string): PersonObject => ({ kind: "user", name, id });

/** One language's people and what they say. */
interface Cast {
  readonly you: PersonObject;
  readonly friends: readonly [PersonObject, PersonObject, PersonObject, PersonObject];
  readonly yesterday: readonly (readonly [number, string])[];
  readonly today: readonly (readonly [number, string])[];
  readonly rooms: readonly string[];
}

const KO: Cast = {
  you: guest("민서"),
  friends: [user("김영희", "1"), guest("철수"), user("박하늘", "3"), { kind: "bot", name: "날씨 알림", id: "b" }],
  rooms: ["chat", "동네소식", "점심모임", "사진", "ops"],
  yesterday: [
    [1, "내일 장독대 청소하는 거 다들 기억하시죠?"],
    [0, "네! 9시까지 갈게요"],
    [1, "고무장갑은 제가 챙길게요 🙌"],
  ],
  today: [
    [3, "오늘 서울은 맑고 최고 14도입니다. 저녁에는 바람이 조금 불겠습니다."],
    [0, "좋은 아침이에요! 마당에 감이 다 익었네요"],
    [0, "까치밥은 남겨 두고 따기로 해요"],
    [-1, "저도 갈게요. 사다리는 창고에 있나요?"],
    [1, "네, 창고 왼쪽이요. 사용법은 https://example.com/ladder에서 보시면 됩니다"],
    [
      2,
      "곶감 만드는 법 찾아봤는데 생각보다 쉽더라고요. 껍질을 깎아서 끓는 물에 살짝 담갔다가, 바람이 잘 통하는 처마 밑에 한 달쯤 매달아 두면 된대요. 해가 너무 세게 드는 곳만 피하면 된다고 합니다.",
    ],
    [-1, "오 그럼 올해는 곶감이다"],
    [-1, "🎉"],
    [0, "ㅋㅋㅋ 실은 제가 챙길게요"],
  ],
};

const EN: Cast = {
  you: guest("Mina"),
  friends: [user("Jane Kim", "1"), guest("Tom"), user("Priya Shah", "3"), { kind: "bot", name: "Weather", id: "b" }],
  rooms: ["chat", "neighbours", "lunch", "photos", "ops"],
  yesterday: [
    [1, "Everybody remembers that we tidy the yard tomorrow?"],
    [0, "Yes! I'll be there at nine"],
    [1, "I'll bring gloves 🙌"],
  ],
  today: [
    [3, "Clear today, 14 degrees at most, with some wind in the evening."],
    [0, "Good morning! The persimmons are ripe"],
    [0, "Let's leave the top ones for the magpies"],
    [-1, "I'm coming too. Is the ladder in the shed?"],
    [1, "Yes, on the left. How to fold it out: https://example.com/ladder."],
    [
      2,
      "I looked up how to dry persimmons, and it is easier than I thought: peel them, dip them into boiling water for a moment, and hang them under the eaves for a month, where the wind goes through but the sun is not too strong.",
    ],
    [-1, "Dried persimmons it is, then"],
    [-1, "🎉"],
    [0, "Ha, I'll see to the string"],
  ],
};

export const SCENES = ["empty", "talking", "long", "failed", "offline"] as const;
export type Scene = (typeof SCENES)[number];

export function castOf(language: string): Cast {
  return language === "ko" ? KO : EN;
}

export function roomList(language: string): readonly RoomSummary[] {
  const present = [5, 3, 0, 1, 2];
  return castOf(language).rooms.map((name, at) => ({ name, volatile: name === "ops", present: present[at] ?? 0 }));
}

export interface Play {
  readonly client: FakeClient;
  readonly room: FakeRoom;
  readonly language: string;
  /** The same in every picture. */
  readonly now: number;
}

/** Fills a fake client's room with a scene. */
export function play(scene: Scene, { client, room, language, now }: Play): void {
  const cast = castOf(language);
  const [first, second, third, bot] = cast.friends;
  room.here(scene === "empty" ? [cast.you] : [cast.you, first, second, third, bot]);
  room.joined();
  if (scene === "empty") room.tell({ kind: "came", person: cast.you });
  if (scene === "long") fillHistory(room, cast, now);
  if (scene !== "empty") talk(room, cast, now);
  if (scene === "talking") room.writes([first]);
  if (scene === "failed") fail(room, language);
  if (scene === "offline") cut(client, room, language);
}

function cut(client: FakeClient, room: FakeRoom, language: string): void {
  client.become({ kind: "waiting", until: Date.now() + 8000, tries: 3, why: "1006" });
  room.fate = "held";
  const outgoing = room.send(language === "ko" ? "지하철이라 조금 늦어요" : "I'm in the tube, a little late");
  queueMicrotask(() => Object.assign(outgoing, { state: "queued" }));
}

function talk(room: FakeRoom, { you, friends, yesterday, today }: Cast, now: number): void {
  const author = (who: number) => friends[who] ?? you;
  yesterday.forEach(([who, text], at) => {
    room.say(author(who), text, { at: now - 18 * HOUR + at * MINUTE });
  });
  today.forEach(([who, text], at) => {
    if (at === 5) room.tell({ kind: "came", person: friends[2] });
    room.say(author(who), text, {
      at: now - 40 * MINUTE + at * 3 * MINUTE + (at === 2 || at === 7 ? -2.6 * MINUTE : 0),
    });
  });
}

function fillHistory(room: FakeRoom, { you, friends, today }: Cast, now: number): void {
  for (let at = 0; at < 200; at += 1) {
    const [who, text] = today[at % today.length] ?? [0, ""];
    const author = friends[who] ?? you;
    const more = { offset: at + 1, at: now - 48 * HOUR + at * 4 * MINUTE };
    room.past.push(room.entry(author, `${at + 1}. ${text}`, more));
  }
}

function fail(room: FakeRoom, language: string): void {
  const ko = language === "ko";
  room.fate = "refused";
  room.send(ko ? "바구니도 몇 개 있으면 좋겠어요" : "A few baskets would be good, too");
  setTimeout(() => {
    room.fate = "unconfirmed";
    room.send(ko ? "열 시에 대문 앞에서 봬요" : "See you at the gate at ten");
  }, 20);
  setTimeout(() => {
    room.fate = "held";
    room.send(ko ? "먼저 가서 문 열어 둘게요" : "I'll go ahead and open it");
  }, 40);
}
