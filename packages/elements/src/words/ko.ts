import type { Words } from "./dictionary.ts";

const list = new Intl.ListFormat("ko", { type: "conjunction" });
const number = new Intl.NumberFormat("ko");

/** 님 stands behind every name, so that the particle behind it is the same for all of them. */
function people(names: readonly string[]): string {
  const [first = "", ...rest] = names.map((name) => `${name}님`);
  return rest.length > 2 ? `${first} 외 ${number.format(rest.length)}명` : list.format([first, ...rest]);
}

export const ko: Words = {
  lang: "ko",

  motto: "누구든 들어와 이야기하는 곳",
  nameLabel: "이름",
  nameHint: "어떻게 불러 드릴까요?",
  nameWrong: "이름은 1자부터 40자까지이고, 쌍점(:)은 쓸 수 없습니다.",
  enter: "들어가기",

  messages: "메시지",
  empty: "아직 조용한 마당입니다",
  emptyHint: "첫마디를 건네 보세요.",
  beginning: "여기가 이 방의 처음입니다",
  loadingEarlier: "이전 메시지를 불러오는 중…",
  newMessages: "여기부터 새 메시지",
  toNewest: "최신 메시지로",
  newFrom: (name, count) =>
    count === 1 ? `${name}님의 새 메시지` : `${name}님부터 새 메시지 ${number.format(count)}개`,
  newCount: (count) => `새 메시지 ${number.format(count)}개`,
  came: (names) => `${people(names)}이 들어왔습니다`,
  went: (names) => `${people(names)}이 나갔습니다`,
  youCame: "마당에 들어왔습니다",
  youWent: "마당에서 나갔습니다",
  gapHistory: "서버의 기록이 바뀌어 여기서 새로 시작합니다",
  gapRetention: "여기 있던 메시지는 보관 기간이 지났습니다",
  skipped: (entries) => `놓친 메시지 ${number.format(entries)}개는 남아 있지 않습니다`,
  removed: "운영자가 지운 메시지입니다",
  file: (contentType) => `글이 아닌 내용 (${contentType})`,
  said: (name, text) => `${name}: ${text}`,

  you: "나",
  queued: "연결되면 보냅니다",
  sending: "보내는 중",
  sent: "보냄",
  unconfirmed: "보냈는지 확인되지 않음",
  failed: (why) => `보내지 못함 · ${why}`,
  failedWhy: {
    refused: "서버가 지금은 저장할 수 없습니다",
    conflict: "같은 번호의 다른 메시지가 있습니다",
    fast: "너무 빠르게 보냈습니다",
    room: "그런 방이 없습니다",
    banned: "더는 들어올 수 없습니다",
    bad: "서버가 받을 수 없는 메시지입니다",
  },
  retry: "다시 보내기",
  discard: "지우기",
  bot: "봇",
  operatorKind: "운영자",

  write: "메시지 쓰기",
  writeHere: "메시지를 입력하세요",
  send: "보내기",
  emoji: "이모지",
  emojiNames: [
    "웃음",
    "기쁨의 눈물",
    "하트 눈",
    "생각 중",
    "울음",
    "놀람",
    "축하",
    "엄지 척",
    "박수",
    "두 손 모음",
    "힘내요",
    "손 흔들기",
    "하트",
    "불꽃",
    "반짝",
    "꽃",
  ],
  tooLong: (by) => `${number.format(by)}자가 넘었습니다`,
  typing: (names) => `${people(names)}이 쓰고 있습니다`,
  manyTyping: (count) => `${number.format(count)}명이 쓰고 있습니다`,

  people: "지금 있는 사람",
  present: (count) => `${number.format(count)}명`,
  here: "지금 있음",
  away: "지금 없음",
  crowd: "사람이 많아 이름은 보이지 않습니다.",
  close: "닫기",

  connected: "연결됨",
  connecting: "연결하는 중…",
  offlineShort: "연결 끊김",
  offline: (seconds) =>
    seconds > 0
      ? `연결이 끊겼습니다. ${number.format(seconds)}초 뒤에 다시 잇습니다.`
      : "연결이 끊겼습니다. 다시 잇는 중…",
  closed: (why) => (why === "" ? "연결이 끝났습니다." : `연결이 끝났습니다: ${why}`),
  bannedWhy: "이 마당에 더는 들어올 수 없습니다.",
  loginWhy: "로그인이 끝났습니다.",
  refusedWhy: "이 이름이나 로그인으로는 들어올 수 없습니다.",
  tryNow: "지금 잇기",
  noRoom: "그런 방이 없습니다. 다른 방을 골라 주세요.",
};
