#include "chat.h"
#include <stdio.h>
#include <string.h>

#define LEAST 200
#define MOST 300

static const char *const PHRASES[] = {
  "오늘 저녁에 다 같이 밥 먹을 사람 있나요? ", "저는 일곱 시 이후에 시간이 됩니다. ", "그럼 일곱 시 반에 역 앞에서 만나요. ",
  "늦을 것 같으면 여기에 미리 말해 주세요. ", "사진은 나중에 올려 드릴게요. ", "네, 알겠습니다. 고맙습니다! ",
  "지난번에 갔던 그 식당이 아직 있나요? ", "비가 온다고 하니 우산을 가져오세요. ", "회의는 내일 아침 열 시로 옮겼습니다. ",
  "has anyone seen the new build on staging yet? ", "I can take a look at it after lunch. ", "the same error as yesterday, but only on reload. ",
  "works for me, did you clear the cache? ", "thanks, that was it! ", "let us meet in the usual place at seven. ",
  "who is going to bring the tickets for tomorrow? ", "I will be there in about ten minutes. ", "could you send me the link again, please? ",
};
#define COUNT (sizeof PHRASES / sizeof *PHRASES)

size_t chat_text(char *text, uint32_t number) {
  uint32_t chance = number * 2654435761u + 12345u;
  size_t length = (size_t)sprintf(text, "#%u ", number);
  for (;;) {
    chance = chance * 1664525u + 1013904223u;
    const char *phrase = PHRASES[(chance >> 16) % COUNT];
    if (length + strlen(phrase) > MOST) break;
    memcpy(text + length, phrase, strlen(phrase));
    length += strlen(phrase);
  }
  // A text that a long phrase did not fit into is filled up.
  while (length < LEAST) text[length++] = '~';
  return length;
}
