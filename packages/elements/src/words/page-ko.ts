import { ko } from "./ko.ts";
import type { PageWords } from "./page-words.ts";

export const pageKo: PageWords = {
  ...ko,
  rooms: "방",
  openRooms: "방 목록 열기",
  newRoom: "새 방 만들기",
  operator: "운영자",
  operatorHint: "서버를 처음 켤 때 한 번 보여 준 토큰을 붙여 넣으세요. 이 탭을 닫으면 잊습니다.",
  token: "운영자 토큰",
  roomLabel: "방 이름",
  roomHint: "글자, 숫자, - _ . 로 64자까지",
  roomWrong: "방 이름에는 글자, 숫자, - _ . 만 쓸 수 있습니다.",
  keeps: "메시지 보관",
  retentions: { forever: "계속", "30d": "30일", volatile: "보관하지 않음" },
  make: "만들기",
  cancel: "취소",
  unreadRoom: "새 메시지 있음",
  language: "언어",
  otherLanguage: "English",
  themes: { auto: "시스템 화면", light: "밝은 화면", dark: "어두운 화면" },
  changeName: "이름 바꾸기",
};
