#include <unicode/ubrk.h>

#include <string>

#include "text/classes.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::text {

struct WordBreaker::State {
  UBreakIterator* iterator = nullptr;
  std::u16string units;
  std::vector<std::size_t> bytes;  // bytes[i]: bytes of the run before unit i
  std::vector<std::size_t> lengths;

  State() {
    UErrorCode status = U_ZERO_ERROR;
    iterator = ubrk_open(UBRK_WORD, "", nullptr, 0, &status);
    if (U_FAILURE(status)) iterator = nullptr;
  }
  ~State() {
    if (iterator != nullptr) ubrk_close(iterator);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

WordBreaker::WordBreaker() : state_(std::make_unique<State>()) {}
WordBreaker::~WordBreaker() = default;
WordBreaker::WordBreaker(WordBreaker&&) noexcept = default;
WordBreaker& WordBreaker::operator=(WordBreaker&&) noexcept = default;

std::size_t WordBreaker::dictionary_run_end(std::string_view s, std::size_t at) {
  while (at < s.size()) {
    const Decoded d = decode(s, at);
    const WordKind kind = properties(d.c).word;
    if (kind != WordKind::character && kind != WordKind::cluster && kind != WordKind::extend) break;
    at += d.bytes;
  }
  return at;
}

const std::vector<std::size_t>& WordBreaker::break_run(std::string_view run) {
  State& state = *state_;
  state.units.clear();
  state.bytes.clear();
  state.lengths.clear();
  for (std::size_t i = 0; i < run.size();) {
    const Decoded d = decode(run, i);
    if (d.c >= 0x10000) {
      state.units.push_back(static_cast<char16_t>(0xD7C0 + (d.c >> 10)));
      state.bytes.push_back(i);
      state.units.push_back(static_cast<char16_t>(0xDC00 + (d.c & 0x3FF)));
    } else {
      state.units.push_back(static_cast<char16_t>(d.c));
    }
    state.bytes.push_back(i);
    i += d.bytes;
  }
  state.bytes.push_back(run.size());

  // Without ICU's data every code point is a word, as in text that no dictionary knows.
  UErrorCode status = U_ZERO_ERROR;
  if (state.iterator != nullptr) {
    ubrk_setText(state.iterator, state.units.data(), static_cast<std::int32_t>(state.units.size()),
                 &status);
  }
  std::size_t begin = 0;
  if (state.iterator != nullptr && U_SUCCESS(status)) {
    for (std::int32_t end = ubrk_next(state.iterator); end != UBRK_DONE;
         end = ubrk_next(state.iterator)) {
      const std::size_t to = state.bytes[static_cast<std::size_t>(end)];
      state.lengths.push_back(to - begin);
      begin = to;
    }
  } else {
    for (const std::size_t to : state.bytes) {
      if (to > begin) state.lengths.push_back(to - begin);
      begin = to;
    }
  }
  return state.lengths;
}

}  // namespace dechaff::text
