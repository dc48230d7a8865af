#include "signals/vocabulary.h"

#include <algorithm>

#include "signals/marks.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dechaff::signals {
namespace {

constexpr std::size_t bound = std::size_t{100} << 20;  // bytes of strings and tables

bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

}  // namespace

Vocabulary::Vocabulary(const Lists& lists)
    : lists_(lists), english_(lists), stop_ends_(lists.stop_words) {
  for (const auto* list : {&lists.javascript, &lists.lorem_ipsum, &lists.policy}) {
    for (const std::string& phrase : *list) {
      std::string longest;
      for (std::size_t at = 0; at < phrase.size();) {
        const std::size_t space = std::min(phrase.find(' ', at), phrase.size());
        if (space - at > longest.size()) longest = phrase.substr(at, space - at);
        at = space + 1;
      }
      shortest_phrase_word_ = std::min(shortest_phrase_word_, longest.size());
      phrase_words_.push_back(longest);
    }
  }
  chunks_.emplace_back();
  words_.emplace_back();
}

void Vocabulary::begin(unsigned asked) {
  const bool known = (asked & ~asked_) == 0;
  asked_ |= asked;
  if (!known || document_ == UINT32_MAX ||
      chunk_table_.bytes() + word_table_.bytes() + chunks_.size() * sizeof(Chunk) +
              words_.size() * sizeof(Word) >
          bound) {
    document_ = 0;
    chunk_table_.clear();
    word_table_.clear();
    chunks_.resize(1);
    words_.resize(1);
    large_.clear();
    list_.clear();
  }
  ++document_;
}

void Vocabulary::number(std::string_view text, std::span<const Span32> chunks,
                        std::vector<std::uint32_t>& locals, std::vector<std::uint32_t>& distinct,
                        std::vector<std::uint32_t>& frequency) {
  constexpr std::size_t ahead = 32;  // slots that are on their way from memory at a time
  StringKey keys[ahead];
  for (std::size_t first = 0; first < chunks.size(); first += ahead) {
    const std::span<const Span32> some =
        chunks.subspan(first, std::min(ahead, chunks.size() - first));
    for (std::size_t i = 0; i < some.size(); ++i) {
      const Span32 at = some[i];
      keys[i] = StringKey(text.substr(at.begin, at.size()), text.size() - at.begin);
      chunk_table_.fetch(keys[i]);
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      const std::string_view chunk = text.substr(some[i].begin, some[i].size());
      bool fresh = false;
      StringTable::Slot& slot = chunk_table_.find(keys[i], chunk, fresh);
      if (fresh) chunks_.push_back(make(chunk));
      if (slot.document != document_) {
        slot.document = document_;
        slot.local = static_cast<std::uint32_t>(distinct.size());
        distinct.push_back(slot.id);
        frequency.push_back(0);
      }
      ++frequency[slot.local];
      locals.push_back(slot.local);
    }
  }
}

void Vocabulary::forget_stamps() {
  for (Word& word : words_) word.document = 0;
}

std::uint32_t Vocabulary::word_id(std::string_view word) {
  bool fresh = false;
  const std::uint32_t id = word_table_.find(StringKey(word, word.size()), word, fresh).id;
  if (!fresh) return id;
  Word made;
  made.flags = w_punctuation;
  for (std::size_t i = 0; i < word.size();) {
    const text::Decoded d = text::decode(word, i);
    if (!text::is_punctuation(d.c)) made.flags = 0;
    ++made.characters;
    i += d.bytes;
  }
  if (made.characters == 1 && ends_sentence(text::decode(word, 0).c)) {
    made.flags |= w_ends_sentence;
  }
  words_.push_back(made);
  return id;
}

/// The same of a word of ASCII letters.
std::uint32_t Vocabulary::letters_id(std::string_view word) {
  bool fresh = false;
  const std::uint32_t id = word_table_.find(StringKey(word, word.size()), word, fresh).id;
  if (fresh) words_.push_back({static_cast<std::uint32_t>(word.size()), 0, 0, 0});
  return id;
}

Chunk Vocabulary::make(std::string_view text) {
  Chunk out{};
  LargeChunk full{};
  full.list_begin = static_cast<std::uint32_t>(list_.size());
  if (std::all_of(text.begin(), text.end(), is_ascii_letter) && !english_.is_listed(text)) {
    fill_letters(text, out, full);
  } else {
    fill(text, out, full);
  }
  const bool fits = full.words < 256 && full.unicode_words < 256 && full.stops < 256 &&
                    full.inner_sentences < 256 &&
                    std::all_of(full.counts.begin(), full.counts.end(),
                                [](std::uint32_t count) { return count < 256; });
  if (!fits) {
    out.flags |= f_large;
    out.list_begin = static_cast<std::uint32_t>(large_.size());
    large_.push_back(full);
    return out;
  }
  for (std::size_t i = 0; i < full.counts.size(); ++i) {
    out.counts[i] = static_cast<std::uint8_t>(full.counts[i]);
  }
  out.list_begin = full.list_begin;
  const auto* listed = list_.data() + full.list_begin;
  if (full.words == 1) out.word = listed[0];
  if (full.unicode_words == 1) out.unicode_word = listed[full.words];
  out.words = static_cast<std::uint8_t>(full.words);
  out.unicode_words = static_cast<std::uint8_t>(full.unicode_words);
  out.stops = static_cast<std::uint8_t>(full.stops);
  out.inner_sentences = static_cast<std::uint8_t>(full.inner_sentences);
  return out;
}

}  // namespace dechaff::signals
