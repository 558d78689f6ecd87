/** A message of a conversation, and when it is said, in milliseconds from its beginning. */
export interface Line {
  readonly at: number;
  readonly id: string;
  readonly text: string;
}

/** What kind of conversation. */
export interface Talk {
  readonly seed: number;
  readonly lines: number;
  readonly ms: number;
}

const SAID: readonly string[] = [
  "안녕하세요!",
  "오늘 저녁에 시간 되세요?",
  "네, 좋아요",
  "ㅋㅋㅋㅋ",
  "그럼 여섯 시에 홍대입구역 2번 출구에서 볼까요? 조금 늦으면 미리 말씀해 주세요",
  "저는 조금 늦을 것 같아요. 일곱 시쯤 도착합니다",
  "괜찮아요 천천히 오세요",
  "사진 봤어요? 단풍이 정말 예쁘더라고요",
  "아 맞다, 어제 말한 자료는 메일로 보냈습니다. 확인 부탁드려요",
  "확인했습니다 👍",
  "누가 우산 좀 챙겨 주세요. 밤에 비가 온대요",
  "저요",
];

/** The same talk for the same seed: bursts of two to seven lines, half a second or less apart, and pauses between them. */
export function conversation({ seed, lines, ms }: Talk): readonly Line[] {
  const chance = chanceOf(seed);
  const gaps: number[] = [];
  while (gaps.length < lines) {
    gaps.push(1 + chance() * 4);
    for (let more = 1 + Math.floor(chance() * 6); more > 0 && gaps.length < lines; more--)
      gaps.push(0.05 + chance() / 2);
  }
  const unit = ms / gaps.reduce((sum, gap) => sum + gap, 0);
  let at = 0;
  return gaps.map((gap, index) => {
    at += gap * unit;
    return { at, id: idOf(index), text: SAID[Math.floor(chance() * SAID.length)] ?? "" };
  });
}

/** The id of the message of this number. */
export function idOf(index: number): string {
  return `line-${index}`;
}

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
